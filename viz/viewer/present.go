package viewer

import (
	"fmt"

	"raftarium/core/narrate"
	"raftarium/core/sim"
)

// actPresent begins and ends presenter mode: ring, logs, terms and one sentence,
// to be read from afar.
func (v *Viewer) actPresent(rest string) error {
	switch rest {
	case "":
		v.presenting = !v.presenting
	case "on", "off":
		v.presenting = rest == "on"
	default:
		return fmt.Errorf("present on or off, not %q", rest)
	}
	return nil
}

// Presenting reports whether presenter mode is on.
func (v *Viewer) Presenting() bool { return v.presenting }

// tellMost is how many events are looked through for the next one that is worth
// telling: about ten seconds of a cluster that is idle.
const tellMost = 20000

// actTell goes to the next or the previous headline, as the keys of a remote
// control do.
func (v *Viewer) actTell(rest string) error {
	v.play(false)
	v.opening, v.stepped = 0, false
	switch rest {
	case "next":
		v.tellNext()
	case "previous":
		v.tellPrevious()
	default:
		return fmt.Errorf("tell next or previous, not %q", rest)
	}
	return nil
}

func (v *Viewer) tellNext() {
	from, frontier := v.lab.Now(), v.lab.Frontier()
	for range tellMost {
		seen := v.lab.World().Trace().Next()
		v.lab.StepEvent()
		if !headlineSince(v.lab.World().Trace(), seen) {
			continue
		}
		if v.lab.Now() > frontier {
			v.lab.ForgetFuture()
		}
		return
	}
	v.lab.Seek(frontier)
	v.lab.ForgetFuture()
	v.lab.Seek(from)
	v.say(v.text("toast.told-all"), "")
}

func (v *Viewer) tellPrevious() {
	trace := v.lab.World().Trace()
	for id := trace.Next() - 1; id > trace.First(); {
		id--
		e, _ := trace.At(id)
		if e.Time < v.lab.Now() && narrate.Important(e) == narrate.Headline {
			v.lab.Seek(e.Time)
			return
		}
	}
	v.lab.Seek(sim.Time(0))
}

// headlineSince reports whether a trace has a headline from an event on.
func headlineSince(trace *sim.Trace, id sim.EventID) bool {
	for ; id < trace.Next(); id++ {
		if e, ok := trace.At(id); ok && narrate.Important(e) == narrate.Headline {
			return true
		}
	}
	return false
}
