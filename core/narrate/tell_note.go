package narrate

import (
	"raftarium/core/check"
	"raftarium/core/member"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

// tellNote tells what a member tells of itself.
func tellNote(t *Story, e *sim.Event) {
	if told := tellFault(t, e.Detail); told {
		return
	}
	switch n := e.Detail.(type) {
	case member.BecameFollower:
		tellFollower(t, n, e.Why)
	case member.BecamePreCandidate:
		tellPreCandidate(t, n, e.Why)
	case member.BecameCandidate:
		tellCandidate(t, n, e.Why)
	case member.BecameLeader:
		tellLeader(t, n, e.Why)
	case member.VoteCounted:
		tellVoteCounted(t, n, e.Why)
	case member.Committed:
		tellCommitted(t, n, e.Why)
	case member.Applied:
		if n.Entry.Kind == raft.NoOp {
			t.say("applied.no-op")
			t.index("index", n.Index)
			return
		}
		if n.Entry.Kind == raft.LeaveJoint {
			t.say("applied.leave-joint")
			t.index("index", n.Index)
			return
		}
		t.say("applied")
		t.index("index", n.Index)
		t.entry("summary", n.Entry)
	case member.Dropped:
		if n.Read {
			t.say("dropped.read")
			return
		}
		tellDroppedProposal(t, e.Why)
	case member.Restored:
		t.say("restored-state")
		t.index("index", n.Index)
	case member.TransferBegun:
		t.say("transfer.begun")
		t.server("target", n.To)
	case member.Removed:
		if n.From == raft.None {
			t.say("removed")
			return
		}
		t.say("removed.told")
		t.server("from", n.From)
	case member.TransferRefused:
		tellTransferRefused(t, n, e.Why)
	case member.Answered:
		if e.Peer == sim.Nobody {
			t.say("answered.client")
		} else {
			t.say("answered")
		}
		t.text("request", describeRequest(n.Request))
	case check.Violation:
		tellViolation(t, n)
	default:
		if e.Node == sim.Nobody {
			t.say("input.world")
			return
		}
		t.say("unknown")
		t.text("kind", e.Kind.String())
	}
}

func tellFollower(t *Story, n member.BecameFollower, why any) {
	switch why := why.(type) {
	case raft.Started:
		t.say("role.started")
	case raft.SawHigherTerm:
		t.say("role.higher-term")
		t.server("from", why.From)
		t.term("old", why.Old)
		t.term("new", why.New)
		return
	case raft.FoundLeader:
		t.say("role.found-leader")
		t.server("leader", why.Leader)
	case raft.RemovedByChange:
		t.say("role.removed")
		t.index("index", why.Index)
	case raft.LostQuorum:
		t.say("role.lost-quorum")
		t.count64("heard", why.Heard)
		t.count64("needed", why.Needed)
	default:
		t.say("role.follower")
	}
	t.term("term", n.Term)
}

func tellCandidate(t *Story, n member.BecameCandidate, why any) {
	switch why := why.(type) {
	case raft.TimerRanOut:
		t.say(early(why, "role.candidate", "role.candidate-early"))
		t.span("timeout", sim.Time(why.Timeout))
	case raft.WouldWin:
		t.say("role.candidate-would-win")
		t.count64("votes", why.Votes)
		t.count64("needed", why.Needed)
	case raft.ToldToStand:
		t.say("role.candidate-told")
		t.server("leader", why.Leader)
	default:
		t.say("role.candidate-plain")
	}
	t.term("term", n.Term)
}

func tellLeader(t *Story, n member.BecameLeader, why any) {
	switch why := why.(type) {
	case raft.WonElection:
		t.say("role.leader")
		t.count64("votes", why.Votes)
		t.count64("needed", why.Needed)
	case raft.SawHigherTerm:
		t.say("role.leader-stays")
		t.server("from", why.From)
		t.term("new", why.New)
		return
	case raft.TransferTimedOut:
		t.say("role.transfer-over")
		t.server("target", why.Target)
	default:
		t.say("role.leader-plain")
	}
	t.term("term", n.Term)
}

// tellVoteCounted tells of a vote. The first one is the candidate's own: it
// asks others only when its own vote is settled.
func tellVoteCounted(t *Story, n member.VoteCounted, why any) {
	if told := tellPreVoteCounted(t, n, why); told {
		return
	}
	counted, ok := why.(raft.VoteCounted)
	if !ok {
		t.say("vote.denied")
		t.server("from", n.From)
		return
	}
	if counted.Votes == 1 {
		t.say("vote.counted-own")
	} else {
		t.say("vote.counted")
		t.server("from", counted.From)
	}
	t.count64("votes", counted.Votes)
	t.count64("needed", counted.Needed)
}

func tellCommitted(t *Story, n member.Committed, why any) {
	switch why := why.(type) {
	case raft.StoredByQuorum:
		if why.Servers == 1 {
			t.say("commit.alone")
			t.term("term", why.Term)
			break
		}
		t.say("commit.quorum")
		t.count64("copies", why.Copies)
		t.count64("servers", why.Servers)
		t.term("term", why.Term)
	case raft.LeaderSaysCommitted:
		t.say("commit.leader")
		t.server("leader", why.Leader)
	case raft.SnapshotCommitted:
		t.say("commit.snapshot")
		t.server("leader", why.Leader)
	default:
		t.say("commit.plain")
	}
	t.index("index", n.Index)
}

// early picks the sentence for a timer that ran out: by itself, or because it was made to.
func early(why raft.TimerRanOut, late, early string) string {
	if why.Early {
		return early
	}
	return late
}
