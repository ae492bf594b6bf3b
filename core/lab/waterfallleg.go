package lab

import (
	"raftarium/core/member"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

// leg is the time between an event of the way and the one before it.
func (x *tracker) leg(from, to *sim.Event) Leg {
	l := Leg{Kind: LegWait, From: from.Time, To: to.Time, Node: to.Node, Begun: from.ID, Ended: to.ID}
	sent := from
	if from == x.arrived && to.Kind == sim.KindReceived {
		sent, _ = x.trace.At(to.Cause) // it was on its way when the request arrived
	}
	switch {
	case to.Kind == sim.KindReceived && sent != nil && sent.Kind == sim.KindSent:
		l.Kind, l.Node, l.Peer = x.purpose(sent), sent.Node, to.Node
	case to.Kind == sim.KindDurable:
		l.Kind = LegDisk
		if _, ballot := to.Why.(raft.KeepTerm); ballot {
			l.Kind = LegBallot
		}
	case to.Kind == sim.KindTimer:
		l.Kind = l.timer(to)
	case to == x.applied:
		l.Kind = LegApply
	case to == x.passed && x.foundLeader(to):
		l.Kind = LegLeader
	}
	return l
}

// timer is what was waited for until a timer ran out.
func (l *Leg) timer(out *sim.Event) LegKind {
	switch d, _ := out.Detail.(sim.Timer); member.Timer(d) {
	case member.ElectionTimer:
		return LegTimer
	case member.LeaseAskTimer:
		return LegRetry
	}
	return LegWait
}

// foundLeader reports whether a member does something because it has come to know
// a leader.
func (x *tracker) foundLeader(does *sim.Event) bool {
	for id := does.ID - 1; ; id-- {
		e, ok := x.trace.At(id)
		if !ok || e.Time != does.Time || e.Node != does.Node {
			return false
		}
		if d, ok := e.Detail.(member.BecameFollower); ok {
			return d.Leader != raft.None
		}
	}
}

// purpose is what a message on its way is for.
func (x *tracker) purpose(sent *sim.Event) LegKind {
	switch d := sent.Detail.(type) {
	case member.Request:
		return LegRequest
	case member.Reply:
		return LegAnswer
	case raft.Forward, raft.ReadRequest, member.LeaseAsk:
		return LegForward
	case raft.ReadReply:
		return LegIndex
	case member.LeaseTell:
		return LegLease
	case raft.RequestVote, raft.PreVote:
		return LegCanvass
	case raft.VoteReply, raft.PreVoteReply:
		return LegVote
	case raft.AppendAccepted:
		return LegAck
	case raft.AppendEntries:
		switch {
		case x.commit != nil && sent.ID > x.commit.ID:
			return LegNews
		case x.index != 0 && carries(d, x.index):
			return LegAppend
		}
		return purposeOfAnother(sent)
	}
	return LegWait
}

// carries reports whether a message has an entry.
func carries(m raft.AppendEntries, i raft.Index) bool {
	return m.PrevIndex < i && i <= m.PrevIndex+raft.Index(len(m.Entries))
}

// purposeOfAnother is what a leader's message is for that carries nothing of the
// request: it confirms the leader, or the request waits for somebody else's entry.
func purposeOfAnother(sent *sim.Event) LegKind {
	switch sent.Why.(type) {
	case raft.CommitNews:
		return LegNews
	case raft.NewEntries, raft.BackedUp:
		return LegAppend
	}
	return LegConfirm
}

// open is the leg that goes on.
func (x *tracker) open(last *sim.Event) Leg {
	l := Leg{Kind: LegWait, From: last.Time, To: x.fall.Until, Node: last.Node, Begun: last.ID}
	leads := func() bool {
		s := MemberAt(x.w, last.Node)
		return s != nil && s.Raft() != nil && s.Raft().Leader() == s.Raft().ID()
	}
	switch last {
	case x.message:
		l.Kind, l.Peer = LegRequest, x.fall.Server
	case x.arrived:
		if s := MemberAt(x.w, last.Node); s != nil && s.Raft() != nil && s.Raft().Leader() == raft.None {
			l.Kind = LegLeader
		} else if x.way == member.WayQuorum && leads() {
			l.Kind = LegQuorum
		}
	case x.reached:
		if x.way == member.WayQuorum {
			l.Kind = LegQuorum
		}
	case x.passed:
		l.Kind, l.Peer = LegForward, last.Peer
	case x.taken:
		l.Kind = LegQuorum
	case x.commit:
		l.Kind, l.Peer = LegNews, x.fall.Server
	case x.applied:
		l.Kind, l.Peer = LegAnswer, x.fall.Client
	}
	return l
}
