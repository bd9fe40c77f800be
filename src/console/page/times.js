// Owns: instants as people read them: in the time zone of the program (TIMEZONE), as in the text of the messages.

let formats = formatsIn(undefined);

/** Before the first message is shown. */
export function useTimeZone(timeZone) {
  formats = formatsIn(timeZone);
}

export const clockTime = (at) => formats.time.format(at);
export const fullTime = (at) => formats.full.format(at);

/** Of two instants of one day it is the same. */
export const dayOf = (at) => formats.date.format(at);

export function dayName(at) {
  const now = Date.now();
  if (dayOf(at) === dayOf(now)) return 'Today';
  // an hour of the day before, also where a day has 23 or 25 of them
  const hour = Number(formats.hour.format(now));
  if (dayOf(at) === dayOf(now - (hour + 3) * 3_600_000)) return 'Yesterday';
  return formats.day.format(at);
}

function formatsIn(timeZone) {
  const of = (options) => new Intl.DateTimeFormat('en-GB', { timeZone, hourCycle: 'h23', ...options });
  return {
    time: of({ hour: '2-digit', minute: '2-digit' }),
    full: of({ dateStyle: 'medium', timeStyle: 'medium' }),
    date: of({ year: 'numeric', month: '2-digit', day: '2-digit' }),
    hour: of({ hour: '2-digit' }),
    day: of({ weekday: 'long', day: 'numeric', month: 'long' }),
  };
}
