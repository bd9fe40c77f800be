// The suite over HTTP with nothing of a real venue in it: what fails here is wrong in the suite, the engine or the server.
import { plainVenue } from '../venues/plain-venue.ts';
import { remoteHarness } from '../venues/remote-harness.ts';
import { brokerSuite } from './broker-suite.ts';
import { faultSuite } from './cases-faults.ts';

const make = remoteHarness(plainVenue());
brokerSuite('a plain venue over HTTP', make);
faultSuite('a plain venue over HTTP', make);
