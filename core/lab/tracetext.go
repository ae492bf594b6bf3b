package lab

import (
	"encoding/json"
	"fmt"
	"strings"

	"raftarium/core/narrate"
	"raftarium/core/sim"
)

// Event is an event of the trace, in words.
type Event struct {
	ID     uint64      `json:"id"`
	Cause  uint64      `json:"cause"`
	TimeMS json.Number `json:"time_ms"`
	Kind   string      `json:"kind"`
	Member string      `json:"member"`
	Text   string      `json:"text"`
}

// Traced is what has happened in a span of time, as JSON has it: the events, the
// state to which all led by now, and the link that makes it happen again. A followed
// cluster that is not known from its beginning has no link.
type Traced struct {
	Version int             `json:"raftarium"`
	Link    string          `json:"link"`
	Events  []Event         `json:"events"`
	State   json.RawMessage `json:"state"`
}

// Tell returns an event in words.
func (l *Lab) Tell(lang narrate.Lang, e *sim.Event) Event {
	return Event{uint64(e.ID), uint64(e.Cause), json.Number(e.Time.AppendMilliseconds(nil)), e.Kind.String(), NameOf(l.world, e.Node),
		narrate.Sentence(e, Names(l.world), lang).Text}
}

// Traced returns what the trace has of a span, both ends included.
func (l *Lab) Traced(lang narrate.Lang, from, to sim.Time) Traced {
	t := Traced{1, l.Link(), []Event{}, AppendState(nil, l.world)}
	trace := l.world.Trace()
	for id := trace.First(); id < trace.Next(); id++ {
		if e, ok := trace.At(id); ok && e.Time >= from && e.Time <= to {
			t.Events = append(t.Events, l.Tell(lang, e))
		}
	}
	return t
}

// traceOf is the command trace: what has happened between two moments, a line an
// event or as JSON.
func (l *Lab) traceOf(lang narrate.Lang, args []string) (string, error) {
	asJSON := false
	var moments []sim.Time
	for _, arg := range args {
		if arg == "--json" {
			asJSON = true
			continue
		}
		t, err := parseMoment(arg)
		if err != nil || len(moments) == 2 {
			return "", fmt.Errorf("takes two moments and --json, as in: trace --json 1s 2.5s; not %q", arg)
		}
		moments = append(moments, t)
	}
	from, to := sim.Time(0), l.Now()
	if len(moments) > 0 {
		from = moments[0]
	}
	if len(moments) > 1 {
		to = moments[1]
	}
	switch {
	case from > to:
		return "", fmt.Errorf("ends before it begins: it is now %s ms", l.Now().AppendMilliseconds(nil))
	case from > l.Now():
		return "", fmt.Errorf("begins later than now, which is %s ms", l.Now().AppendMilliseconds(nil))
	}
	if asJSON {
		out, err := json.MarshalIndent(l.Traced(lang, from, to), "", " ")
		return string(out) + "\n", err
	}
	var b strings.Builder
	trace := l.world.Trace()
	if e, ok := trace.At(trace.First()); ok && trace.First() > 1 && e.Time > from {
		fmt.Fprintf(&b, "# the trace begins at %s ms\n", e.Time.AppendMilliseconds(nil))
	}
	for id := trace.First(); id < trace.Next(); id++ {
		e, ok := trace.At(id)
		if !ok || e.Time < from || e.Time > to {
			continue
		}
		told := narrate.Sentence(e, Names(l.world), lang)
		fmt.Fprintf(&b, "%12s ms  %s\n", e.Time.AppendMilliseconds(nil), strings.TrimSpace(told.Text+" "+told.Section))
	}
	return b.String(), nil
}
