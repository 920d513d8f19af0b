// What ical.js (the library of Thunderbird) reads: files as arguments, JSON {file: [event]} out.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

function moment(time) {
  if (time.isDate) return time.toString();
  return new Date(time.toUnixTime() * 1000).toISOString().replace(".000Z", "Z");
}

function read(path) {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(path, "utf8")));
  // Only what the file itself says of a zone: nothing may be known from elsewhere.
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      start: moment(event.startDate),
      end: moment(event.endDate),
      zone: event.startDate.isDate ? null : event.startDate.zone.tzid,
      status: component.getFirstPropertyValue("status"),
      sequence: event.sequence,
      title: event.summary,
    };
  });
}

console.log(JSON.stringify(Object.fromEntries(process.argv.slice(2).map((p) => [p, read(p)]))));
