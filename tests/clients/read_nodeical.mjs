// What node-ical reads: files as arguments, JSON {file: [event]} out.
import ical from "node-ical";

function moment(date) {
  if (date.dateOnly) {
    const digits = (number, length) => String(number).padStart(length, "0");
    // It gives whole days as midnight on this machine.
    return [digits(date.getFullYear(), 4), digits(date.getMonth() + 1, 2), digits(date.getDate(), 2)].join("-");
  }
  return date.toISOString().replace(".000Z", "Z");
}

function read(path) {
  return Object.values(ical.sync.parseFile(path))
    .filter((component) => component.type === "VEVENT")
    .map((event) => ({
      uid: event.uid,
      start: moment(event.start),
      end: moment(event.end),
      zone: event.start.dateOnly ? null : event.start.tz.replace("Etc/UTC", "UTC"),
      status: event.status,
      sequence: Number(event.sequence),
      title: event.summary,
    }));
}

console.log(JSON.stringify(Object.fromEntries(process.argv.slice(2).map((p) => [p, read(p)]))));
