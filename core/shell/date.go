package shell

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// date is what the world's clocks show now.
func (x context) date() time.Time {
	return time.Unix(0, x.host.Epoch(x.turn.World())+int64(x.turn.Now())).UTC()
}

// dateLetters are what may stand after % in a format of date, dateLayouts what
// they stand for.
const dateLetters = "YmdeHMSabZFTDABy jzIpRh"

var dateLayouts = [...]string{"2006", "01", "02", "_2", "15", "04", "05", "Mon", "Jan", "UTC", "2006-01-02", "15:04:05", "01/02/06", "Monday", "January", "06", "", "002", "+0000", "03", "PM", "15:04", "Jan"}

// dateFormats are options of date that stand for a format.
var dateFormats = map[string]string{
	"-I": "%F", "-Idate": "%F", "--iso-8601": "%F", "-Is": isoSeconds, "-Iseconds": isoSeconds, "--iso-8601=seconds": isoSeconds, "-Ins": "%FT%T,%N+00:00",
	"-R": "%a, %d %b %Y %T +0000", "--rfc-email": "%a, %d %b %Y %T +0000", "--rfc-3339=seconds": "%F %T+00:00",
}

const isoSeconds = "%FT%T+00:00"

// runDate is date, of the world's own clock.
func runDate(x context, args []string, _ variables) {
	format := "%a %b %e %H:%M:%S %Z %Y"
	now := x.date()
	for i := 1; i < len(args); i++ {
		arg := args[i]
		text, ofDay := strings.CutPrefix(arg, "--date=")
		if arg == "-d" || arg == "-ud" || arg == "--date" {
			if i++; i < len(args) {
				text, ofDay = args[i], true
			}
		} else if rest, ok := strings.CutPrefix(arg, "-d"); ok {
			text, ofDay = rest, true
		}
		known, isFormat := dateFormats[arg]
		switch {
		case ofDay:
			var ok bool
			if now, ok = readDate(text, now); !ok {
				x.print(2, "date: invalid date ‘"+text+"’\n")
				x.exit(1)
				return
			}
		case isFormat:
			format = known
		case arg == "-u" || arg == "--utc":
		case strings.HasPrefix(arg, "+"):
			format = arg[1:]
		default:
			x.print(2, "date: "+printable(arg)+" is not there yet; -u, -d, -I, -R and +FORMAT are\n")
			x.exit(1)
			return
		}
	}
	x.print(1, dateText(format, now)+"\n")
	x.exit(0)
}

// dateText writes a moment in a format.
func dateText(format string, now time.Time) string {
	var b strings.Builder
	for i := 0; i < len(format); i++ {
		if format[i] != '%' || i+1 == len(format) {
			b.WriteByte(format[i])
			continue
		}
		i++
		layout := ""
		if at := strings.IndexByte(dateLetters, format[i]); at >= 0 {
			layout = dateLayouts[at]
		}
		switch {
		case format[i] == '%':
			b.WriteByte('%')
		case format[i] == 's':
			b.WriteString(strconv.FormatInt(now.Unix(), 10))
		case format[i] == 'N':
			fmt.Fprintf(&b, "%09d", now.Nanosecond())
		case format[i] == 'u':
			b.WriteString(strconv.Itoa((int(now.Weekday())+6)%7 + 1))
		case strings.HasPrefix(format[i:], "3N"):
			fmt.Fprintf(&b, "%03d", now.Nanosecond()/1e6)
			i++
		case layout == "UTC" || layout == "+0000":
			b.WriteString(layout)
		case layout == "":
			b.WriteString(format[i-1 : i+1])
		default:
			b.WriteString(now.Format(layout))
		}
	}
	return b.String()
}

// writtenDates are the forms of moments that date reads.
var writtenDates = []string{
	time.RFC3339Nano, "2006-01-02 15:04:05.999999999", "2006-01-02T15:04:05.999999999", "2006-01-02 15:04", "2006-01-02", "20060102",
	"2006-01-02 15:04:05 MST", "Mon Jan _2 15:04:05 MST 2006", time.RFC1123Z, "Mon, 02 Jan 2006 15:04:05 MST", "Jan _2 2006", "_2 Jan 2006",
}

// readDate reads a moment: @1611188173, one of writtenDates, or so long from now or from
// such a moment.
func readDate(text string, now time.Time) (time.Time, bool) {
	if rest, ok := strings.CutPrefix(text, "@"); ok {
		whole, part, _ := strings.Cut(rest, ".")
		n, err := strconv.ParseInt(whole, 10, 40)
		nanos, bad := strconv.Atoi((part + "000000000")[:9])
		return time.Unix(n, int64(nanos)).UTC(), err == nil && bad == nil
	}
	words := strings.Fields(text)
	for n := len(words); n > 0; n-- {
		for _, form := range writtenDates {
			if t, err := time.ParseInLocation(form, strings.Join(words[:n], " "), time.UTC); err == nil {
				if n == len(words) {
					return t.UTC(), true
				}
				return readDate(strings.Join(words[n:], " "), t.UTC())
			}
		}
	}
	words = strings.Fields(strings.ToLower(text))
	sign := 1
	if n := len(words); n > 0 && words[n-1] == "ago" {
		words, sign = words[:n-1], -1
	}
	for i := 0; i < len(words); i++ {
		count, err := strconv.Atoi(words[i])
		unit := words[i]
		if err == nil {
			if i++; i == len(words) || count > 1e6 || count < -1e6 {
				return now, false
			}
			unit = words[i]
		} else {
			count = 1
		}
		count *= sign
		switch strings.TrimSuffix(unit, "s") {
		case "now", "today":
		case "yesterday":
			now = now.AddDate(0, 0, -1)
		case "tomorrow":
			now = now.AddDate(0, 0, 1)
		case "sec", "second":
			now = now.Add(time.Duration(count) * time.Second)
		case "min", "minute":
			now = now.Add(time.Duration(count) * time.Minute)
		case "hour":
			now = now.Add(time.Duration(count) * time.Hour)
		case "day":
			now = now.AddDate(0, 0, count)
		case "week":
			now = now.AddDate(0, 0, 7*count)
		case "month":
			now = now.AddDate(0, count, 0)
		case "year":
			now = now.AddDate(count, 0, 0)
		default:
			return now, false
		}
	}
	return now, len(words) > 0
}
