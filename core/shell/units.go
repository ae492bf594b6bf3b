package shell

import (
	"fmt"
	"strconv"
	"strings"

	"raftarium/core/sim"
)

// durationMax bounds the spans of time that can be typed.
const durationMax = 365 * 24 * 3600 * sim.Second

// units are the units of time, each after those that it is the end of.
var units = []struct {
	name string
	span sim.Time
}{
	{"ns", 1}, {"us", sim.Microsecond}, {"µs", sim.Microsecond}, {"ms", sim.Millisecond},
	{"s", sim.Second}, {"m", 60 * sim.Second}, {"h", 3600 * sim.Second},
}

// parseDuration reads a span of time such as "40ms", "0.5s" or "1m". A bare
// number counts in the given unit; if that is 0 it is an error.
func parseDuration(text string, bare sim.Time) (sim.Time, error) {
	number, unit := text, bare
	for _, u := range units {
		if rest, ok := strings.CutSuffix(text, u.name); ok {
			number, unit = rest, u.span
			break
		}
	}
	whole, fraction, _ := strings.Cut(number, ".")
	if whole+fraction == "" || !digits(whole) || !digits(fraction) {
		return 0, fmt.Errorf("'%s' is not a span of time; write it as in 40ms, 0.5s or 10s", text)
	}
	if unit == 0 {
		return 0, fmt.Errorf("'%s' needs a unit, as in %sms or %ss", text, text, text)
	}
	var n sim.Time
	if whole != "" {
		w, err := strconv.ParseInt(whole, 10, 64)
		if err != nil || sim.Time(w) > durationMax/unit {
			return 0, fmt.Errorf("'%s' is longer than a year", text)
		}
		n = sim.Time(w) * unit
	}
	for _, d := range []byte(fraction) {
		unit /= 10
		n += sim.Time(d-'0') * unit
	}
	if n > durationMax {
		return 0, fmt.Errorf("'%s' is longer than a year", text)
	}
	return n, nil
}

// parsePermille reads a share such as "10%" or "0.5%", in thousandths.
func parsePermille(text string) (int, error) {
	number, ok := strings.CutSuffix(text, "%")
	if !ok {
		return 0, fmt.Errorf("'%s' needs a %%, as in 10%%", text)
	}
	whole, fraction, _ := strings.Cut(number, ".")
	if whole+fraction == "" || !digits(whole) || !digits(fraction) {
		return 0, fmt.Errorf("'%s' is not a share; write it as in 10%% or 0.5%%", text)
	}
	fraction = strings.TrimRight(fraction, "0")
	if len(fraction) > 1 {
		return 0, fmt.Errorf("'%s' is too fine: shares go in steps of 0.1%%", text)
	}
	n, err := strconv.Atoi(whole + (fraction + "0")[:1])
	if err != nil || n > 1000 {
		return 0, fmt.Errorf("'%s' is not between 0%% and 100%%", text)
	}
	return n, nil
}

// digits reports whether text has nothing but decimal digits.
func digits(text string) bool {
	for i := 0; i < len(text); i++ {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return true
}

// parseIndex reads a whole number from 0.
func parseIndex(what, text string) (uint64, error) {
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("%s must be a whole number, not '%s'", what, text)
	}
	return n, nil
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
