package passage

import (
	"fmt"
	"strings"

	"raftarium/core/member"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

// causesMax bounds how far a chain of causes is followed.
const causesMax = 64

// Of returns the newest event that led to the one with this id, or it itself,
// in which Raft acted, with its key: "" if the trace knows none.
func Of(t *sim.Trace, id sim.EventID) (at sim.EventID, key string) {
	for range causesMax {
		e, ok := t.At(id)
		if !ok {
			return 0, ""
		}
		if key := Key(t, e); key != "" {
			return id, key
		}
		id = e.Cause
	}
	return 0, ""
}

// Newest returns the newest event of a trace in which Raft acted, with its key.
func Newest(t *sim.Trace) (at sim.EventID, key string) {
	for id := t.Next(); id > t.First(); {
		id--
		if e, ok := t.At(id); ok {
			if key := Key(t, e); key != "" {
				return id, key
			}
		}
	}
	return 0, ""
}

// Key says in which rule of Raft an event happened: "" for what is not Raft's,
// such as a client's request or a crash.
func Key(t *sim.Trace, e *sim.Event) string {
	why, _ := e.Why.(raft.Reason)
	switch e.Kind {
	case sim.KindTimer:
		return timerKey(e)
	case sim.KindReceived:
		if m, ok := e.Detail.(raft.Message); ok {
			return "received " + name(m)
		}
		return ""
	case sim.KindDurable:
		if why != nil {
			return "durable" // whose reason is that of the write
		}
		return ""
	}
	if why != nil {
		return reasonKey(t, e, why)
	}
	switch e.Detail.(type) {
	case member.Applied:
		return "applied"
	case member.Restored:
		return "restored"
	case member.TransferBegun:
		return "transfer begun"
	}
	return ""
}

func timerKey(e *sim.Event) string {
	if timer, ok := e.Detail.(sim.Timer); ok && !e.Node.IsClient() {
		switch member.Timer(timer) {
		case member.ElectionTimer:
			return "timer election"
		case member.HeartbeatTimer:
			return "timer heartbeat"
		}
	}
	return ""
}

// reasonKey is the reason's name, and behind it, where that is not enough, what
// tells its places apart.
func reasonKey(t *sim.Trace, e *sim.Event, why raft.Reason) string {
	switch why.(type) {
	case raft.TimerRanOut, raft.StaleTerm, raft.VotedAlready, raft.LogBehind, raft.LeaderAlive, raft.PassedOn, raft.SawHigherTerm:
		return name(why) + " " + name(e.Detail)
	case raft.VoteDenied:
		if cause, ok := t.At(e.Cause); ok {
			return name(why) + " " + name(cause.Detail)
		}
		return ""
	case raft.CompactLog:
		// With the rule off the log is cut before the snapshot is written, which
		// the same step does next.
		if next, ok := t.At(e.ID + 1); ok && next.Kind == sim.KindWrite && next.Node == e.Node && next.Time == e.Time {
			if _, ok := next.Why.(raft.KeepSnapshot); ok {
				return name(why) + " first"
			}
		}
	case raft.NoLeader:
		return name(why) + " " + askedBy(t, e)
	}
	return name(why)
}

// askedBy says what went nowhere: what a member was just asked, what another
// has passed on to it, or reads that it could have answered as a leader.
func askedBy(t *sim.Trace, e *sim.Event) string {
	cause, ok := t.At(e.Cause)
	if !ok {
		return ""
	}
	if dropped, ok := e.Detail.(member.Dropped); ok && dropped.Read {
		timer, fired := cause.Detail.(sim.Timer)
		if _, asked := cause.Detail.(member.Request); asked || fired && member.Timer(timer) == member.ReadTimer {
			return "read"
		}
		return "waiting"
	}
	if _, passed := cause.Detail.(raft.Forward); passed {
		return "forward"
	}
	return "propose"
}

// name is the name of a type of core/raft or core/member.
func name(v any) string {
	_, name, _ := strings.Cut(fmt.Sprintf("%T", v), ".")
	return name
}
