package member

import (
	"raftarium/core/api"
	"raftarium/core/raft"
	"raftarium/mvcc/lease"
)

// LeaseCheckpoints is the option by which a leader notes down through the log what
// leases have left, every CheckpointInterval, so that a change of leader does not
// let them live their whole TTL anew. etcd 3.4 has it behind
// --experimental-enable-lease-checkpoint, and off.
var LeaseCheckpoints = raft.OptionInfo{Name: "lease-checkpoints", Section: "etcd", Values: "on or off"}

// AllOptions lists every option of members that can be switched, once: those of
// Raft, and their own.
func AllOptions() []raft.OptionInfo { return append(raft.AllOptions(), LeaseCheckpoints) }

// CheckpointInterval is how long a lease runs before what it has left is noted
// down, and again (lease/lessor.go, defaultLeaseCheckpointInterval). Leases that
// are not longer have no need of it.
const CheckpointInterval = 300 * second

// checkpointsMax is how many leases one entry notes down at most
// (maxLeaseCheckpointBatchSize).
const checkpointsMax = 1000

// SetLeaseCheckpoints switches the option, now and for later starts. A leader
// takes note of it with the next lease that is granted or renewed.
func (m *Member) SetLeaseCheckpoints(on bool) { m.config.LeaseCheckpoints = on }

// setCheckpointTimer sees to it that a lease which lives anew from now on is noted
// down in time.
func (m *Member) setCheckpointTimer() {
	if m.config.LeaseCheckpoints && m.lessor.Primary() && m.checkpointAt == 0 {
		m.checkpointFrom(m.now + CheckpointInterval)
	}
}

func (m *Member) checkpointFrom(at raft.Time) {
	m.checkpointAt = at
	m.host.SetTimer(CheckpointTimer, at)
}

// checkpoint proposes what leases have left of those that have run for an
// interval, and looks again when the next one has.
func (m *Member) checkpoint() {
	m.checkpointAt = 0
	if !m.config.LeaseCheckpoints || !m.lessor.Primary() {
		return
	}
	due := m.lessor.Checkpoints(lease.Time(m.now), lease.Time(CheckpointInterval))
	for first := 0; first < len(due); first += checkpointsMax {
		m.proposeCheckpoints(due[first:min(first+checkpointsMax, len(due))])
	}
	if next, ok := m.lessor.NextCheckpoint(lease.Time(CheckpointInterval)); ok {
		m.checkpointFrom(max(raft.Time(next), m.now+revokeRetry))
	}
}

func (m *Member) proposeCheckpoints(list []lease.Checkpoint) {
	p := api.Proposal{Kind: api.ProposeLeaseCheckpoint}
	for _, c := range list {
		p.Checkpoints = append(p.Checkpoints, api.LeaseCheckpoint{ID: c.ID, Left: c.Left})
	}
	m.propose(asked{deadline: m.now + RequestTimeout}, p, true)
}

// applyCheckpoints notes down what a proposal says, up to the first lease that is
// not there any more.
func (m *Member) applyCheckpoints(list []api.LeaseCheckpoint) {
	for _, c := range list {
		if m.lessor.Checkpoint(c.ID, c.Left) != nil {
			return
		}
	}
}
