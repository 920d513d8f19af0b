/* What libical reads: files as arguments, JSON {file: [event]} out.
   cc read_libical.c $(pkg-config --cflags --libs libical) */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void string(const char *text) {
    if (text == NULL) {
        fputs("null", stdout);
        return;
    }
    putchar('"');
    for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
        if (*c == '"' || *c == '\\') printf("\\%c", *c);
        else if (*c < 0x20) printf("\\u%04x", *c);
        else putchar(*c);
    }
    putchar('"');
}

static void moment(struct icaltimetype time) {
    if (time.is_date) {
        printf("\"%04d-%02d-%02d\"", time.year, time.month, time.day);
        return;
    }
    time = icaltime_convert_to_zone(time, icaltimezone_get_utc_timezone());
    printf("\"%04d-%02d-%02dT%02d:%02d:%02dZ\"", time.year, time.month, time.day, time.hour,
           time.minute, time.second);
}

static const char *status(icalcomponent *event) {
    switch (icalcomponent_get_status(event)) {
    case ICAL_STATUS_TENTATIVE: return "TENTATIVE";
    case ICAL_STATUS_CONFIRMED: return "CONFIRMED";
    case ICAL_STATUS_CANCELLED: return "CANCELLED";
    default: return "OTHER";
    }
}

static void describe(icalcomponent *event) {
    struct icaltimetype start = icalcomponent_get_dtstart(event);
    fputs("{\"uid\": ", stdout), string(icalcomponent_get_uid(event));
    fputs(", \"start\": ", stdout), moment(start);
    fputs(", \"end\": ", stdout), moment(icalcomponent_get_dtend(event));
    fputs(", \"zone\": ", stdout), string(start.is_date ? NULL : icaltime_get_tzid(start));
    fputs(", \"status\": ", stdout), string(status(event));
    printf(", \"sequence\": %d, \"title\": ", icalcomponent_get_sequence(event));
    string(icalcomponent_get_summary(event));
    putchar('}');
}

static char *whole(const char *path) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        perror(path);
        exit(2);
    }
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *text = calloc((size_t)size + 1, 1);
    if (fread(text, 1, (size_t)size, file) != (size_t)size) {
        perror(path);
        exit(2);
    }
    fclose(file);
    return text;
}

int main(int count, char **paths) {
    putchar('{');
    for (int i = 1; i < count; i++) {
        char *text = whole(paths[i]);
        icalcomponent *calendar = icalparser_parse_string(text);
        /* A line that it could not read becomes an X-LIC-ERROR. */
        if (calendar == NULL || icalcomponent_count_errors(calendar) > 0) {
            fprintf(stderr, "%s: libical finds errors\n", paths[i]);
            return 1;
        }
        printf("%s", i > 1 ? ", " : ""), string(paths[i]), fputs(": [", stdout);
        int first = 1;
        for (icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
             event != NULL;
             event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
            if (!first) fputs(", ", stdout);
            first = 0;
            describe(event);
        }
        putchar(']');
        icalcomponent_free(calendar);
        free(text);
    }
    puts("}");
    return 0;
}
