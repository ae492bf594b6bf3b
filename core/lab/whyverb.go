package lab

import (
	"fmt"
	"strconv"
	"strings"

	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

const whyForm = "why [leader | M | entry M INDEX | key KEY | lease ID | record M N | event ID]"

// Why answers the words of a question: what stands behind "why". It only looks.
func Why(w *sim.World, args []string) (Answer, error) {
	what := "leader"
	if len(args) > 0 {
		what = args[0]
	}
	switch {
	case what == "leader" && len(args) < 2:
		return WhyLeader(w), nil
	case what == "entry" && len(args) == 3:
		n, err := FindMember(w, args[1])
		if err != nil {
			return Answer{}, err
		}
		index, err := strconv.ParseUint(args[2], 10, 64)
		if err != nil {
			return Answer{}, fmt.Errorf("%q is no index of an entry", args[2])
		}
		return WhyEntry(w, n, raft.Index(index)), nil
	case what == "key" && len(args) == 2:
		return WhyKey(w, whom(w), args[1]), nil
	case what == "lease" && len(args) == 2:
		id, err := strconv.ParseUint(args[1], 16, 64)
		if err != nil {
			return Answer{}, fmt.Errorf("%q is no ID of a lease, as etcdctl lease list has them", args[1])
		}
		return WhyLease(w, whom(w), int64(id)), nil
	case what == "record" && len(args) == 3:
		n, err := FindMember(w, args[1])
		if err != nil {
			return Answer{}, err
		}
		ordinal, err := strconv.ParseUint(args[2], 10, 64)
		if _, there := MemberAt(w, n).Record(ordinal); err != nil || !there {
			return Answer{}, fmt.Errorf("%q is no record on the disk of %s", args[2], NameOf(w, n))
		}
		return WhyRecord(w, n, ordinal), nil
	case what == "event" && len(args) == 2:
		id, err := strconv.ParseUint(args[1], 10, 64)
		if _, ok := w.Trace().At(sim.EventID(id)); err != nil || !ok {
			return Answer{}, fmt.Errorf("the trace has no event %q", args[1])
		}
		return WhyEvent(w, sim.EventID(id)), nil
	case len(args) == 1:
		n, err := FindMember(w, what)
		if err != nil {
			return Answer{}, fmt.Errorf("%w; the form is %s", err, whyForm)
		}
		return WhyMember(w, n), nil
	}
	return Answer{}, fmt.Errorf("%s is no question; the form is %s", strings.Join(args, " "), whyForm)
}

// why answers a question in a language.
func (l *Lab) why(lang narrate.Lang, args []string) (string, error) {
	answer, err := Why(l.world, args)
	if err != nil {
		return "", err
	}
	return answer.Print(l.world, lang), nil
}

// whom is the member whose store is asked: the leader, or the first that runs.
func whom(w *sim.World) sim.Node {
	if leader := leaderOf(w); leader != sim.Nobody {
		return leader
	}
	first := sim.Nobody
	for n, m := range Members(w) {
		if m.Raft() != nil {
			return n
		}
		if first == sim.Nobody {
			first = n
		}
	}
	return first
}

// Print writes an answer as a terminal shows it: the question, then a line for
// each sentence, with the moment that `seek` leads to where it is about one.
func (a Answer) Print(w *sim.World, lang narrate.Lang) string {
	var b strings.Builder
	b.WriteString(narrate.Text(lang, a.Title) + "\n")
	for _, because := range a.Because {
		moment := ""
		if e, ok := w.Trace().At(because.Event); ok {
			moment = string(e.Time.AppendMilliseconds(nil)) + "ms"
		}
		told := because.Told(w, lang)
		fmt.Fprintf(&b, "%14s  %s", moment, told.Text)
		if told.Section != "" {
			b.WriteString("  " + told.Section)
		}
		b.WriteByte('\n')
	}
	return b.String()
}
