package lab

import (
	"raftarium/core/member"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

// WhyRecord says what had a record written that is on a member's disk, by its
// ordinal among all that it ever wrote.
func WhyRecord(w *sim.World, n sim.Node, ordinal uint64) Answer {
	a := asker{w: w}
	m := MemberAt(w, n)
	r, there := m.Record(ordinal)
	id, found := recorded(w, n, m, ordinal)
	if e, ok := w.Trace().At(id); there && found && ok && wroteRecord(e.Why, &r) {
		a.causes(id, causesMax)
	} else {
		a.say("why.gone")
	}
	return Answer{Title: "panel.why-record", Because: a.list}
}

// recorded finds the event with which a record became durable, or, of one that
// came through a crash before anybody knew it to be, its writing. Records have no
// events of their own: they are counted back from the last.
func recorded(w *sim.World, n sim.Node, m *member.Member, ordinal uint64) (sim.EventID, bool) {
	trace := w.Trace()
	_, at := m.Records()
	for id := trace.Next(); id > trace.First() && at >= ordinal; {
		id--
		e, ok := trace.At(id)
		if !ok || e.Node != n {
			continue
		}
		switch e.Kind {
		case sim.KindDurable:
			if at == ordinal {
				return id, true
			}
			at--
		case sim.KindCrashed:
			survivors := survived(w, e)
			if k := at - ordinal; k < uint64(len(survivors)) {
				return survivors[k], true
			}
			at -= uint64(len(survivors))
		}
	}
	return 0, false
}

// survived lists the writes that were under way when a member went down, and are
// on its disk all the same, the newest first. That the disk was as it is now is
// taken for granted.
func survived(w *sim.World, down *sim.Event) (list []sim.EventID) {
	disk := w.DiskOf(down.Node)
	_, stopped := down.Detail.(sim.Stopped)
	if !stopped && !disk.KeepUnsynced {
		return nil
	}
	trace := w.Trace()
	before := trace.First()
	for id := down.ID; id > before; {
		id--
		e, ok := trace.At(id)
		if !ok || e.Node != down.Node {
			continue
		}
		switch e.Kind {
		case sim.KindWrite:
			list = append(list, id)
		case sim.KindDurable:
			before = max(before, e.Cause+1) // earlier ones are durable too
		case sim.KindRestarted:
			before = id
		}
	}
	if !stopped && disk.Tear && len(list) > 0 {
		return list[1:]
	}
	return list
}

// wroteRecord reports whether a write with a reason left what a record holds.
func wroteRecord(why any, r *member.Record) bool {
	last := r.From + raft.Index(r.Count) - 1
	switch why := why.(type) {
	case raft.KeepEntries:
		return r.Count > 0 && last == why.To
	case raft.ReplaceEntries:
		return r.Count > 0 && last == why.To
	case raft.KeepSnapshot:
		return r.Snapshot == why.Index
	case raft.CompactLog:
		return r.Compact == why.UpTo
	case raft.KeepTerm:
		return r.Count == 0 && r.Snapshot == 0
	}
	return true
}
