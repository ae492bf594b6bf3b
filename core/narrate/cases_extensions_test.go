package narrate

import (
	"raftarium/core/member"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

// extensionMessages are the messages that extensions add.
func extensionMessages(t func(uint64) raft.Term, i func(uint64) raft.Index) []raft.Message {
	return []raft.Message{
		raft.PreVote{From: 2, Term: t(3), LastIndex: i(7), LastTerm: t(3)},
		raft.PreVoteReply{From: 3, Term: t(3), Asked: t(3), Granted: true},
		raft.PreVoteReply{From: 3, Term: t(3), Asked: t(3)},
		raft.TimeoutNow{From: 3, Term: t(3)},
		raft.InstallSnapshot{From: 2, Term: t(4), Snapshot: raft.Snapshot{Index: i(90), Term: t(4), Size: 12_000}, Offset: 4_000, Length: 4_000},
		raft.SnapshotReply{From: 3, Term: t(4), Index: i(90), Received: 8_000},
	}
}

// extensionScenes adds what happens with extensions.
func extensionScenes(t func(uint64) raft.Term, i func(uint64) raft.Index, sent func(string, sim.Node, sim.Node, any, any),
	got func(string, sim.Node, sim.Node, any), note func(member.Note, any)) {
	for _, m := range extensionMessages(t, i) {
		got("message of an extension", three, two, m)
	}
	yes := raft.PreVoteReply{From: 3, Term: t(3), Asked: t(3), Granted: true}
	no := raft.PreVoteReply{From: 3, Term: t(3), Asked: t(3)}
	sent("pre-vote", two, three, raft.PreVote{From: 2, Term: t(3), LastIndex: i(7), LastTerm: t(3)}, raft.AsksForPreVotes{})
	sent("pre-vote answer", three, two, yes, raft.WouldVote{Candidate: 2, Term: t(4)})
	sent("pre-vote answer, no reason", three, two, yes, nil)
	sent("pre-vote refusal, term over", three, two, no, raft.StaleTerm{Theirs: t(2), Ours: t(4)})
	sent("pre-vote refusal, given", three, two, no, raft.VotedAlready{For: 1, Term: t(4)})
	sent("pre-vote refusal, log behind", three, two, no, raft.LogBehind{LastIndex: i(5), LastTerm: t(2), OwnLast: i(7), OwnTerm: t(3)})
	sent("pre-vote refusal, leader alive", three, two, no, raft.LeaderAlive{Leader: 1})
	sent("pre-vote refusal, own leadership", three, two, no, raft.LeaderAlive{Leader: 3, Own: true})
	sent("pre-vote refusal, unknown leader alive", three, two, no, raft.LeaderAlive{})
	sent("pre-vote refusal, no reason", three, two, no, nil)
	note(member.BecamePreCandidate{Term: t(3)}, raft.TimerRanOut{Timeout: raft.Time(197 * sim.Millisecond)})
	note(member.BecamePreCandidate{Term: t(3)}, raft.TimerRanOut{Timeout: raft.Time(197 * sim.Millisecond), Early: true})
	note(member.BecamePreCandidate{Term: t(3)}, nil)
	note(member.BecameCandidate{Term: t(4)}, raft.WouldWin{Votes: 3, Needed: 3})
	note(member.BecameFollower{Term: t(4)}, raft.LostQuorum{Heard: 2, Needed: 3})
	note(member.VoteCounted{From: 2}, raft.PreVoteCounted{From: 2, Votes: 1, Needed: 3})
	note(member.VoteCounted{From: 3}, raft.PreVoteCounted{From: 3, Votes: 2, Needed: 3})

	sent("transfer", two, three, raft.TimeoutNow{From: 2, Term: t(4)}, raft.TargetCaughtUp{Match: i(9)})
	sent("transfer, no reason", two, three, raft.TimeoutNow{From: 2, Term: t(4)}, nil)
	sent("request for a vote, transfer", two, three, raft.RequestVote{From: 2, Term: t(4), LastIndex: i(7), LastTerm: t(3), Transfer: true}, raft.AsksForVotes{})
	note(member.BecameCandidate{Term: t(4)}, raft.ToldToStand{Leader: 3})
	note(member.BecameLeader{Term: t(4)}, raft.TransferTimedOut{Target: 3})
	note(member.Dropped{}, raft.Transferring{Target: 3})
	note(member.Dropped{}, raft.TooMuchUncommitted{Bytes: 16_777_200, Limit: 16_777_216})
	note(member.TransferBegun{To: 3}, nil)
	note(member.Removed{}, nil)
	note(member.Removed{From: 3}, nil)
	note(member.TransferRefused{To: 3}, raft.NotLeading{Leader: 1})
	note(member.TransferRefused{To: 3}, raft.CannotLead{Target: 3})

	read := raft.ReadReply{From: 2, Term: t(4), Seq: 1, Index: i(9)}
	sent("read index, by a lease", two, one, read, raft.LeaseHolds{Index: i(9), Until: raft.Time(1_250 * sim.Millisecond)})
	sent("read index, unconfirmed", two, one, read, raft.Unconfirmed{Index: i(9)})

	snapshot := raft.InstallSnapshot{From: 2, Term: t(4), Snapshot: raft.Snapshot{Index: i(90), Term: t(4), Size: 12_000}, Length: 4_000}
	taken := raft.SnapshotReply{From: 3, Term: t(4), Index: i(90), Received: 4_000}
	sent("snapshot", two, three, snapshot, raft.LogCompacted{Next: i(5), First: i(80)})
	sent("snapshot part", two, three, snapshot, raft.NextChunk{Offset: 4_000, Size: 12_000})
	sent("snapshot part taken", three, two, taken, raft.ChunkTaken{Received: 4_000, Size: 12_000})
	sent("snapshot part taken, no reason", three, two, taken, nil)
	sent("snapshot refused", three, two, taken, raft.StaleTerm{Theirs: t(3), Ours: t(4)})
	sent("snapshot installed", three, two, raft.AppendAccepted{From: 3, Term: t(4), Match: i(90)}, raft.SnapshotInstalled{Index: i(90)})
	sent("snapshot matches", three, two, raft.AppendAccepted{From: 3, Term: t(4), Match: i(90)}, raft.SnapshotMatches{Index: i(90)})
	sent("snapshot late", three, two, raft.AppendAccepted{From: 3, Term: t(4), Match: i(95)}, raft.HasSnapshot{Index: i(90), Commit: i(95)})
	note(member.Committed{Index: i(90)}, raft.SnapshotCommitted{Leader: 3, Index: i(90)})
	note(member.Restored{Index: i(90)}, nil)

	note(member.BecameFollower{Term: t(4)}, raft.RemovedByChange{Index: i(9)})
	note(member.Dropped{}, raft.ChangeUnderWay{Index: i(9)})
	note(member.Dropped{}, raft.TermNotCommitted{Term: t(4)})
	note(member.Dropped{}, raft.LearnerBehind{ID: 3, Match: i(5), Commit: i(9)})
	note(member.Dropped{}, raft.NoVoters{})
	note(member.Applied{Index: i(9), Entry: raft.Entry{Term: t(4), Kind: raft.LeaveJoint}}, nil)
}
