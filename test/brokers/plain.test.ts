// The suite over HTTP with nothing of a real venue in it: what fails here is wrong in the suite, the engine or the server.
import { plainVenue } from '../venues/plain-venue.ts';
import { remoteHarness } from '../venues/remote-harness.ts';
import { brokerSuite } from './broker-suite.ts';

brokerSuite('a plain venue over HTTP', remoteHarness(plainVenue()));
