package raft_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/raft"
)

// direct is a cluster without time: messages and writes are dealt with one
// after the other until there are none. What it costs is the algorithm's.
type direct struct {
	servers []*raft.Server
	queue   []delivery
	next    int
	has     []raft.Index
}

type delivery struct {
	to    raft.ID
	event raft.Event
}

// corner is the Effects of one server of a direct cluster.
type corner struct {
	*direct
	id raft.ID
}

func (c *corner) Send(to raft.ID, m raft.Message, _ raft.Reason) {
	c.queue = append(c.queue, delivery{to, m})
}
func (c *corner) Write(w raft.Write, _ raft.Reason) {
	c.queue = append(c.queue, delivery{c.id, raft.Written{Seq: w.Seq}})
}
func (*corner) SetTimer(raft.Timer, raft.Time)                    {}
func (*corner) StopTimer(raft.Timer)                              {}
func (*corner) Become(raft.Role, raft.Term, raft.ID, raft.Reason) {}
func (*corner) Vote(raft.ID, raft.Reason)                         {}
func (*corner) Commit(raft.Index, raft.Reason)                    {}
func (c *corner) Apply(_, upTo raft.Index)                        { c.has[c.id-1] = upTo }
func (*corner) ReadReady(uint64, raft.Index)                      {}
func (*corner) Snapshot(raft.Index)                               {}
func (*corner) Restore(raft.Snapshot)                             {}
func (*corner) Changes(raft.Payload) []raft.Change                { return nil }
func (*corner) Drop(raft.Event, raft.Reason)                      {}

// newDirect returns a cluster that 1 leads.
func newDirect(t require.TestingT, servers int) (*direct, []*corner) {
	d := &direct{has: make([]raft.Index, servers)}
	var peers []raft.ID
	var corners []*corner
	for i := range servers {
		peers = append(peers, raft.ID(i+1))
		corners = append(corners, &corner{direct: d, id: raft.ID(i + 1)})
	}
	for i, id := range peers {
		d.servers = append(d.servers, raft.New(raft.Config{ID: id, Peers: peers, Timeouts: raft.Paper}, raft.Stored{}))
		d.servers[i].Start(0, corners[i])
	}
	d.servers[0].Step(0, raft.Timeout{Timer: raft.ElectionTimer}, corners[0])
	d.deliver(corners)
	require.Equal(t, raft.Leader, d.servers[0].Role())
	return d, corners
}

func (d *direct) deliver(corners []*corner) {
	for d.next = 0; d.next < len(d.queue); d.next++ {
		e := d.queue[d.next]
		d.servers[e.to-1].Step(0, e.event, corners[e.to-1])
	}
	clear(d.queue)
	d.queue = d.queue[:0]
}

var heartbeatDue raft.Event = raft.Timeout{Timer: raft.HeartbeatTimer}

func TestAnIdleRoundAllocatesNothing(t *testing.T) {
	d, corners := newDirect(t, 5)
	round := func() {
		d.servers[0].Step(0, heartbeatDue, corners[0])
		d.deliver(corners)
	}
	round()
	require.Zero(t, testing.AllocsPerRun(100, round))
}

func BenchmarkIdleRoundOf5(b *testing.B) {
	d, corners := newDirect(b, 5)
	b.ReportAllocs()
	for b.Loop() {
		d.servers[0].Step(0, heartbeatDue, corners[0])
		d.deliver(corners)
	}
}

// BenchmarkPropose measures proposals until they are applied everywhere, a
// number of them given to the leader before anything is delivered.
func BenchmarkPropose(b *testing.B) {
	for _, servers := range []int{3, 5} {
		for _, queued := range []int{1, 64} {
			b.Run(fmt.Sprintf("%d-servers-%d-queued", servers, queued), func(b *testing.B) {
				d, corners := newDirect(b, servers)
				last := d.servers[0].Log().Last()
				b.ReportAllocs()
				n := 0
				for b.Loop() {
					for range queued {
						n++
						d.servers[0].Step(0, raft.Propose{Payload: raft.Payload(n), Size: 64}, corners[0])
					}
					d.deliver(corners)
				}
				for _, upTo := range d.has {
					require.Equal(b, last+raft.Index(n), upTo)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/entry")
			})
		}
	}
}

func BenchmarkClone36000Entries(b *testing.B) {
	var list []raft.Term
	for range 36_000 {
		list = append(list, 1)
	}
	s := raft.New(raft.Config{ID: 1, Peers: []raft.ID{1, 2, 3, 4, 5}, Timeouts: raft.Paper}, raft.Stored{Term: 1, Log: logOf(list...)})
	b.ReportAllocs()
	for b.Loop() {
		s.Clone()
	}
}

func BenchmarkCode36000Entries(b *testing.B) {
	var list []raft.Term
	for range 36_000 {
		list = append(list, 1)
	}
	s := raft.New(raft.Config{ID: 1, Peers: []raft.ID{1, 2, 3, 4, 5}, Timeouts: raft.Paper}, raft.Stored{Term: 1, Log: logOf(list...)})
	for b.Loop() {
		decoded(b, encoded(s))
	}
}
