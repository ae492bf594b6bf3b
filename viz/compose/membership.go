package compose

import (
	"slices"

	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/core/sim"
	"raftarium/viz/scene"
)

// standing is what a member is in its cluster, besides its role.
type standing uint8

const (
	votes    standing = iota
	learns            // gets the log and does not vote
	joins             // runs, and does not know yet that it is a member
	leaves            // leads on until its removal is committed, dissertation §4.2.2
	excluded          // was removed, and goes on for a while
)

// configuration is who takes part, as far as the leader of the newest term
// knows, or else the member that has the most.
type configuration struct {
	raft.Membership
	quorum, outgoing int        // majorities of the voters and of those before
	change           raft.Index // of the first change that is not over; 0: none is under way
	transfer         int        // the place of whom the leader hands over to, or -1
	until            raft.Time  // when it gives that up, by the leader's clock
}

// joint reports whether two majorities are needed, §6.
func (c *configuration) joint() bool { return len(c.Old) > 0 }

// configure finds the configuration, and what each member is in it.
func (b *builder) configure() {
	c := &b.config
	c.transfer = -1
	best := b.leader
	for i := range b.views {
		if v := &b.views[i]; v.s != nil && (best < 0 || b.leader < 0 && v.commit > b.views[best].commit) {
			best = i
		}
	}
	if best < 0 {
		for i := range b.views {
			c.Voters = append(c.Voters, b.views[i].id)
		}
		c.quorum = len(c.Voters)/2 + 1
	} else {
		s := b.views[best].s
		c.Membership, c.change = s.Membership(), changeUnderWay(s)
		c.quorum, c.outgoing = s.Quorum(), s.OutgoingQuorum()
		if best == b.leader && s.TransferringTo() != raft.None {
			c.transfer, c.until = b.atID(s.TransferringTo()), s.TransferUntil()
		}
	}
	for i := range b.views {
		v := &b.views[i]
		v.standing = b.standingOf(v)
		v.voter, v.outgoing = slices.Contains(c.Voters, v.id), slices.Contains(c.Old, v.id)
	}
}

// changeUnderWay returns the first entry of a log that changes who takes part and
// is not applied, or 0.
func changeUnderWay(s *raft.Server) raft.Index {
	log := s.Log()
	for i := max(s.Applied()+1, log.First()); i <= log.Last(); i++ {
		if e, _ := log.At(i); e.Kind == raft.ConfigChange || e.Kind == raft.LeaveJoint {
			return i
		}
	}
	return 0
}

// standingOf is what a member takes itself for, but for what it cannot know: that
// it was removed.
func (b *builder) standingOf(v *view) standing {
	own := b.config.Membership
	if v.s != nil {
		own = v.s.Membership()
	}
	switch {
	case v.gone:
		return excluded
	case slices.Contains(own.Voters, v.id) || slices.Contains(own.Old, v.id):
		return votes
	case slices.Contains(own.Learners, v.id):
		return learns
	case v.leads():
		return leaves
	}
	return joins
}

// withoutGone leaves out who was removed and has stopped: it is nowhere any more.
func withoutGone(views []view) []view {
	for i := range views {
		v := &views[i]
		for j := range views {
			v.gone = v.gone || views[j].m.HasRemoved(uint64(v.id))
		}
	}
	return slices.DeleteFunc(views, func(v view) bool { return !v.up && v.gone })
}

// hollow reports whether a member is drawn as one that does not vote.
func (v *view) hollow() bool { return v.up && v.standing != votes && v.role == raft.Follower }

// meet counts the voters of the largest group in touch: who is up, runs, and has
// links in both directions.
func (b *builder) meet() {
	voters, outgoing := b.rooms.counts.take(len(b.views))[:0], b.rooms.counts.take(len(b.views))[:0]
	for i := range b.views {
		v := &b.views[i]
		if !v.up || v.paused {
			continue
		}
		if v.voter {
			voters = append(voters, i)
		}
		if v.outgoing {
			outgoing = append(outgoing, i)
		}
	}
	var linked func(i, j int) bool
	if b.cuts.any {
		linked = func(i, j int) bool { return !b.cuts.has(i, j) && !b.cuts.has(j, i) }
	}
	b.touch, b.touchOld, b.quorate = lab.InTouch(voters, outgoing, b.config.quorum, b.config.outgoing, linked)
}

// noteStanding says under a member's name what is special about it: that it
// hands over or takes over, joins or leaves, votes on one side of a change alone,
// or how much of a snapshot it has.
func (b *builder) noteStanding(i int) string {
	v, c := &b.views[i], &b.config
	snap, received, parts := b.incoming(v)
	switch {
	case i == b.leader && c.transfer >= 0:
		left := max(0, c.until-raft.Time(b.w.ClockAt(v.node, b.now)))
		return b.text("stage.hands-over", narrate.Str("member", b.name(&b.views[c.transfer], false)), narrate.Span("time", sim.Time(left)))
	case v.standing == excluded:
		return b.text("stage.removed")
	case v.standing == leaves:
		return b.text("stage.leaves")
	case snap.Index != 0:
		return b.text("stage.snapshot-part", narrate.Num("n", received), narrate.Num("parts", parts))
	case v.standing == joins:
		return b.text("stage.joins")
	case v.voter && v.outgoing:
		return b.text("stage.old-and-new")
	case v.outgoing:
		return b.text("stage.old-only")
	case v.voter && c.joint():
		return b.text("stage.new-only")
	}
	return ""
}

// incoming returns the snapshot that the leader sends to a member, and how many
// of its parts have arrived of how many; of Index 0 if it sends none.
func (b *builder) incoming(v *view) (snap raft.Snapshot, received, parts int) {
	if b.leader < 0 {
		return snap, 0, 0
	}
	s := b.views[b.leader].s
	for k := range s.Peers() {
		p := &s.Peers()[k]
		if p.ID == v.id && p.State == raft.StateSnapshot {
			chunk := s.SnapshotChunk()
			return p.Snapshot, int(p.Offset / chunk), int((p.Snapshot.Size + chunk - 1) / chunk)
		}
	}
	return snap, 0, 0
}

// handover points from a leader to whom it hands over.
func (b *builder) handover() {
	to := b.config.transfer
	if to < 0 || b.leader < 0 || to == b.leader || len(b.views) > smallMost {
		return
	}
	b.s.Chords = append(b.s.Chords, scene.Chord{From: b.edge(to, b.leader, 6), To: b.edge(b.leader, to, 6), Arrow: true})
}
