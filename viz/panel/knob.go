package panel

import (
	"slices"
	"strconv"

	"raftarium/core/sim"
)

// Knob is something that can be set to one of several values. Choosing one is an
// action: Verb with the value after it.
type Knob struct {
	Verb   string   `json:"verb"`
	Values []string `json:"values"`           // as they are typed
	Labels []string `json:"labels"`           // as they are read
	At     int      `json:"at"`               // which of them holds now; -1: none
	Now    string   `json:"now"`              // what holds now, as it is read
	Switch bool     `json:"switch,omitempty"` // off and on
}

// Action is the action that chooses a value.
func (k *Knob) Action(i int) string { return k.Verb + k.Values[i] }

// ladder makes a knob of values in order, among which is that which holds now.
func ladder[T int | sim.Time | sim.Rate](verb string, now T, values []T, typed, read func(T) string) *Knob {
	if !slices.Contains(values, now) {
		values = append(slices.Clone(values), now)
		slices.Sort(values)
	}
	k := &Knob{Verb: verb, At: slices.Index(values, now), Now: read(now)}
	for _, value := range values {
		k.Values, k.Labels = append(k.Values, typed(value)), append(k.Labels, read(value))
	}
	return k
}

// differs makes a knob show that not all have the same.
func (k *Knob) differs(text string) *Knob {
	k.At, k.Now = -1, text
	return k
}

// choices makes a knob of names.
func choices(verb, now string, values []string) *Knob {
	if !slices.Contains(values, now) {
		values = append(slices.Clone(values), now)
	}
	return &Knob{Verb: verb, Values: values, Labels: values, At: slices.Index(values, now), Now: now}
}

// onOff makes a switch.
func (x maker) onOff(verb string, on bool) *Knob {
	k := &Knob{Verb: verb, Values: []string{"off", "on"}, Labels: []string{x.text("knobs.off"), x.text("knobs.on")}, Switch: true}
	if on {
		k.At = 1
	}
	k.Now = k.Labels[k.At]
	return k
}

// The values that knobs offer.
var (
	latencies  = spans(0, 0.5, 1, 2, 5, 10, 20, 40, 80, 150, 300, 1000)
	jitters    = spans(0, 0.5, 1, 2, 5, 10, 20, 40, 80, 150, 300)
	diskSpeeds = spans(0.5, 1, 3, 5, 10, 30, 60, 100, 300, 1000)
	beats      = spans(5, 10, 20, 50, 100, 200, 500, 1000)
	elections  = spans(20, 50, 100, 150, 300, 500, 1000, 2000, 5000)
	shares     = []int{0, 10, 20, 50, 100, 200, 300, 500, 800, 1000}
	sizes      = []int{1, 2, 3, 4, 5, 6, 7, 9, 15, 25, 51, 101}
	rates      = []sim.Rate{100_000, 500_000, 900_000, 990_000, 1_000_000, 1_010_000, 1_100_000, 1_500_000, 2_000_000, 4_000_000, 10_000_000}
)

func spans(milliseconds ...float64) (list []sim.Time) {
	for _, ms := range milliseconds {
		list = append(list, sim.FromMilliseconds(ms))
	}
	return list
}

func typedSpan(t sim.Time) string { return t.String() }
func readSpan(t sim.Time) string  { return string(t.AppendMilliseconds(nil)) + " ms" }
func typedShare(n int) string     { return strconv.FormatFloat(float64(n)/10, 'f', -1, 64) + "%" }
func readShare(n int) string      { return strconv.FormatFloat(float64(n)/10, 'f', -1, 64) + " %" }
func typedRate(r sim.Rate) string { return string(sim.Time(r).AppendMilliseconds(nil)) }
func readRate(r sim.Rate) string  { return typedRate(r) + "×" }
