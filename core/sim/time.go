package sim

import "strconv"

// Time is a moment or a span of virtual time, in nanoseconds since the world
// began.
type Time int64

const (
	Microsecond Time = 1000
	Millisecond      = 1000 * Microsecond
	Second           = 1000 * Millisecond
)

// Never is later than everything that happens.
const Never Time = 1<<63 - 1

// Milliseconds returns t in milliseconds. It is exact for the first 104 days.
func (t Time) Milliseconds() float64 { return float64(t) / float64(Millisecond) }

// AppendMilliseconds appends t in milliseconds, with just as many of six
// decimals as say t to the nanosecond.
func (t Time) AppendMilliseconds(buf []byte) []byte {
	if t < 0 {
		return (-t).AppendMilliseconds(append(buf, '-'))
	}
	buf = strconv.AppendInt(buf, int64(t/Millisecond), 10)
	rest := int64(t % Millisecond)
	if rest == 0 {
		return buf
	}
	digits := strconv.AppendInt(nil, int64(Millisecond)+rest, 10)[1:]
	for digits[len(digits)-1] == '0' {
		digits = digits[:len(digits)-1]
	}
	return append(append(buf, '.'), digits...)
}

// String writes t in milliseconds, as in "12.5ms".
func (t Time) String() string { return string(t.AppendMilliseconds(nil)) + "ms" }

// FromMilliseconds returns the moment of ms milliseconds, to the nearest
// nanosecond. What is beyond Never is Never; what is not a number is 0.
func FromMilliseconds(ms float64) Time {
	if ms != ms {
		return 0
	}
	ns := ms * float64(Millisecond)
	switch {
	case ns >= float64(Never):
		return Never
	case ns <= -float64(Never):
		return -Never
	case ns < 0:
		return Time(ns - 0.5)
	}
	return Time(ns + 0.5)
}
