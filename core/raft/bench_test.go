package raft_test

import (
	"fmt"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/raft"
)

// direct is a cluster in one goroutine: messages and writes are dealt with one
// after the other, at once, until there are none. What it costs is the
// algorithm's.
type direct struct {
	servers []*raft.Server
	corners []*corner
	queue   []delivery
	now     raft.Time
}

// delivery is a message, or a write that is durable.
type delivery struct {
	to      int
	message raft.Message
	written uint64
}

// corner is the Effects of one server of a direct cluster.
type corner struct {
	*direct
	at        int
	applied   raft.Index
	due       [2]raft.Time // of the timers, 0 for none
	snapshots []raft.Index // to be made
	sum       uint64       // over what was applied
}

const proposalBytes = 64

// values are what payloads name: one after the other, over and over.
var values [1 << 12][proposalBytes]byte

func (c *corner) Send(to raft.ID, m raft.Message, _ raft.Reason) {
	c.queue = append(c.queue, delivery{to: int(to) - 1, message: m})
}
func (c *corner) Write(w raft.Write, _ raft.Reason) {
	c.queue = append(c.queue, delivery{to: c.at, written: w.Seq})
}
func (c *corner) SetTimer(t raft.Timer, at raft.Time)             { c.due[t] = at }
func (c *corner) StopTimer(t raft.Timer)                          { c.due[t] = 0 }
func (*corner) Become(raft.Role, raft.Term, raft.ID, raft.Reason) {}
func (*corner) Vote(raft.ID, raft.Reason)                         {}
func (*corner) Commit(raft.Index, raft.Reason)                    {}
func (c *corner) Apply(after, upTo raft.Index) {
	for i := after + 1; i <= upTo; i++ {
		e, _ := c.servers[c.at].Log().At(i)
		c.sum += uint64(values[uint64(e.Payload)%uint64(len(values))][0])
	}
	c.applied = upTo
}
func (*corner) ReadReady(uint64, raft.Index)           {}
func (c *corner) Snapshot(upTo raft.Index)             { c.snapshots = append(c.snapshots, upTo) }
func (*corner) Restore(raft.Snapshot)                  {}
func (*corner) Changes(raft.Payload) []raft.Change     { return nil }
func (*corner) Drop(e raft.Event, why raft.Reason)     { panic(fmt.Sprint(e, why)) }
func (c *corner) step(event raft.Event)                { c.servers[c.at].Step(c.now, event, c); c.deliver() }
func (d *direct) leads() (*raft.Server, *corner)       { return d.servers[0], d.corners[0] }
func (c *corner) timer(t raft.Timer, event raft.Event) { c.due[t] = 0; c.step(event) }

// allFeatures are the options that cost something where nothing goes wrong.
var allFeatures = raft.Options{PreVote: true, CheckQuorum: true, KeepLeader: true, Lease: raft.Etcd.ElectionMin * 9 / 10,
	BatchReads: true, SnapshotEvery: 10_000, SnapshotTrail: 5_000, Membership: true}

// newDirect returns a cluster that 1 leads.
func newDirect(t require.TestingT, servers int, o raft.Options) *direct {
	d := &direct{}
	var peers []raft.ID
	for i := range servers {
		peers = append(peers, raft.ID(i+1))
		d.corners = append(d.corners, &corner{direct: d, at: i})
	}
	for i, id := range peers {
		d.servers = append(d.servers, raft.New(raft.Config{ID: id, Peers: peers, Timeouts: raft.Etcd, Options: o, Seed: uint64(i)}, raft.Stored{}))
		d.servers[i].Start(0, d.corners[i])
	}
	d.now = raft.Etcd.ElectionMin
	d.corners[0].step(raft.Timeout{Timer: raft.ElectionTimer})
	d.corners[0].step(heartbeatDue)
	require.Equal(t, raft.Leader, d.servers[0].Role())
	return d
}

func (d *direct) deliver() {
	for i := 0; i < len(d.queue); i++ {
		e := &d.queue[i]
		s, c := d.servers[e.to], d.corners[e.to]
		if e.message != nil {
			s.Receive(d.now, e.message, c)
		} else {
			s.Written(d.now, e.written, c)
		}
		for len(c.snapshots) > 0 {
			upTo := c.snapshots[0]
			c.snapshots = c.snapshots[1:]
			s.Step(d.now, raft.Snapshotted{Index: upTo, Payload: 1, Size: 1}, c)
		}
	}
	d.queue = d.queue[:0] // what is behind is written over soon
}

var heartbeatDue raft.Event = raft.Timeout{Timer: raft.HeartbeatTimer}

func TestAnIdleRoundAllocatesNothing(t *testing.T) {
	d := newDirect(t, 5, raft.Options{})
	round := func() { d.corners[0].step(heartbeatDue) }
	round()
	require.Zero(t, testing.AllocsPerRun(100, round))
}

// run lets time pass by the timers alone: what is sent arrives at once.
func (d *direct) run(span raft.Time) {
	for end := d.now + span; ; {
		var next *corner
		var timer raft.Timer
		for _, c := range d.corners {
			for t, at := range c.due {
				if at != 0 && (next == nil || at < next.due[timer]) {
					next, timer = c, raft.Timer(t)
				}
			}
		}
		if next == nil || next.due[timer] > end {
			d.now = end
			return
		}
		d.now = next.due[timer]
		next.timer(timer, timeouts[timer])
	}
}

var timeouts = [2]raft.Event{raft.Timeout{Timer: raft.ElectionTimer}, raft.Timeout{Timer: raft.HeartbeatTimer}}

// BenchmarkIdle is a cluster in which nothing but heartbeats happens, at etcd's
// timeouts, in nanoseconds a member and simulated second.
func BenchmarkIdle(b *testing.B) {
	for _, servers := range []int{3, 5, 7} {
		for _, with := range []struct {
			name    string
			options raft.Options
		}{{"paper", raft.Options{}}, {"all", allFeatures}} {
			b.Run(fmt.Sprintf("n=%d/%s", servers, with.name), func(b *testing.B) {
				d := newDirect(b, servers, with.options)
				b.ReportAllocs()
				for seconds := 0; b.Loop(); seconds++ {
					d.run(1000 * ms)
					if seconds%64 == 0 {
						runtime.Gosched() // as in a lab, a collection of garbage has its turn
					}
				}
				require.Equal(b, raft.Term(1), d.servers[0].Term(), "nobody stood for election")
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*servers), "ns/member-s")
			})
		}
	}
}

// BenchmarkCommit measures proposals of 64 bytes until they are applied on all
// servers, with all features on: one at a time, 64 given to the leader one
// after the other before anything is delivered, and 64 in one event. Times and
// allocations are for one proposal.
func BenchmarkCommit(b *testing.B) {
	for _, servers := range []int{3, 5, 7} {
		for _, batch := range []struct {
			name  string
			size  int
			event bool
		}{{"1", 1, false}, {"64", 64, false}, {"64one", 64, true}} {
			b.Run(fmt.Sprintf("n=%d/batch=%s", servers, batch.name), func(b *testing.B) {
				d := newDirect(b, servers, allFeatures)
				leader, out := d.leads()
				before := leader.Log().Last()
				value := [proposalBytes]byte{1}
				n := 0
				next := func() raft.Propose {
					n++
					values[n%len(values)] = value
					return raft.Propose{Payload: raft.Payload(n), Size: proposalBytes}
				}
				b.ReportAllocs()
				b.ResetTimer()
				for n < b.N {
					if batch.event {
						list := make([]raft.Propose, batch.size)
						for i := range list {
							list[i] = next()
						}
						leader.Step(d.now, raft.Batch{Proposals: list}, out)
					} else {
						for range batch.size {
							leader.Propose(d.now, next(), out)
						}
					}
					d.deliver()
				}
				b.StopTimer()
				for _, c := range d.corners {
					require.Equal(b, before+raft.Index(n), c.applied)
				}
				b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "commits/s")
			})
		}
	}
}

func BenchmarkClone36000Entries(b *testing.B) {
	s := long()
	b.ReportAllocs()
	for b.Loop() {
		s.Clone()
	}
}

func BenchmarkCode36000Entries(b *testing.B) {
	s := long()
	for b.Loop() {
		decoded(b, encoded(s))
	}
}

// long returns a server with a long log.
func long() *raft.Server {
	var list []raft.Term
	for range 36_000 {
		list = append(list, 1)
	}
	return raft.New(raft.Config{ID: 1, Peers: []raft.ID{1, 2, 3, 4, 5}, Timeouts: raft.Paper}, raft.Stored{Term: 1, Log: logOf(list...)})
}
