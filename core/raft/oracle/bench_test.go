package oracle

import (
	"fmt"
	"testing"

	etcd "go.etcd.io/raft/v3"
	pb "go.etcd.io/raft/v3/raftpb"

	"github.com/stretchr/testify/require"

	"raftarium/core/raft"
)

const proposalBytes = 64

// What is kept of the log: either drops what is older, every snapshotEvery
// entries.
const snapshotEvery, snapshotTrail = 10_000, 5_000

// bench is a cluster in one goroutine and in memory, led by its first server:
// messages and writes are dealt with at once, one after the other.
type bench interface {
	// propose gives proposals to the leader: one after the other, or in one
	// message.
	propose(size int, together bool)
	// deliver deals with all that follows.
	deliver()
	// applied returns what every server has applied of the proposals, and counts
	// the messages between servers.
	applied() (least int, messages int)
}

// BenchmarkCommit measures proposals of 64 bytes until they are applied on all
// servers: one at a time, 64 one after the other before anything is delivered,
// and 64 in one message. Times, allocations and messages are for one proposal.
// Ours has all its extensions on, and is to be twice as fast with half the
// allocations.
func BenchmarkCommit(b *testing.B) {
	for _, servers := range []int{3, 5, 7} {
		for _, batch := range []struct {
			name     string
			size     int
			together bool
		}{{"1", 1, false}, {"64", 64, false}, {"64one", 64, true}} {
			for _, side := range []struct {
				name string
				make func(servers int) bench
			}{{"ours", newOurBench}, {"etcd", newTheirBench}} {
				b.Run(fmt.Sprintf("n=%d/batch=%s/%s", servers, batch.name, side.name), func(b *testing.B) {
					c := side.make(servers)
					_, before := c.applied()
					n := 0
					b.ReportAllocs()
					b.ResetTimer()
					for ; n < b.N; n += batch.size {
						c.propose(batch.size, batch.together)
						c.deliver()
					}
					b.StopTimer()
					least, messages := c.applied()
					require.Equal(b, n, least)
					b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "commits/s")
					b.ReportMetric(float64(messages-before)/float64(n), "messages/op")
					b.ReportMetric(2, "wanted-times")
					b.ReportMetric(0.5, "wanted-allocs")
				})
			}
		}
	}
}

// ourBench is a cluster of core/raft.
type ourBench struct {
	servers  []*raft.Server
	corners  []*ourCorner
	queue    []ourDelivery
	messages int
	now      raft.Time
	// values are what payloads name, one after the other and over and over.
	values   [1 << 12][proposalBytes]byte
	proposed int
}

// ourDelivery is a message, or a write that is durable.
type ourDelivery struct {
	to      int
	message raft.Message
	written uint64
}

// ourCorner is the Effects of one server.
type ourCorner struct {
	*ourBench
	at        int
	count     int    // of the proposals that were applied
	sum       uint64 // over them
	snapshots []raft.Index
}

func newOurBench(servers int) bench {
	c := &ourBench{}
	var peers []raft.ID
	for i := range servers {
		peers = append(peers, raft.ID(i+1))
	}
	options := raft.Options{PreVote: true, CheckQuorum: true, KeepLeader: true, Lease: raft.Etcd.ElectionMin * 9 / 10, BatchReads: true,
		SnapshotEvery: snapshotEvery, SnapshotTrail: snapshotTrail, Membership: true}
	for i, id := range peers {
		corner := &ourCorner{ourBench: c, at: i}
		c.corners = append(c.corners, corner)
		c.servers = append(c.servers, raft.New(raft.Config{ID: id, Peers: peers, Timeouts: raft.Etcd, Options: options, Seed: uint64(i)}, raft.Stored{}))
		c.servers[i].Start(0, corner)
	}
	c.now = raft.Etcd.ElectionMin
	for _, timer := range []raft.Timer{raft.ElectionTimer, raft.HeartbeatTimer} {
		c.servers[0].Step(c.now, raft.Timeout{Timer: timer}, c.corners[0])
		c.deliver()
	}
	return c
}

func (c *ourBench) next() raft.Propose {
	c.proposed++
	c.values[c.proposed%len(c.values)] = value
	return raft.Propose{Payload: raft.Payload(c.proposed), Size: proposalBytes}
}

var value = [proposalBytes]byte{1}

func (c *ourBench) propose(size int, together bool) {
	if !together {
		for range size {
			c.servers[0].Propose(c.now, c.next(), c.corners[0])
		}
		return
	}
	list := make([]raft.Propose, size)
	for i := range list {
		list[i] = c.next()
	}
	c.servers[0].Step(c.now, raft.Batch{Proposals: list}, c.corners[0])
}

func (c *ourBench) deliver() {
	for i := 0; i < len(c.queue); i++ {
		d := &c.queue[i]
		s, corner := c.servers[d.to], c.corners[d.to]
		if d.message != nil {
			s.Receive(c.now, d.message, corner)
		} else {
			s.Written(c.now, d.written, corner)
		}
		for len(corner.snapshots) > 0 {
			upTo := corner.snapshots[0]
			corner.snapshots = corner.snapshots[1:]
			s.Step(c.now, raft.Snapshotted{Index: upTo, Payload: 1, Size: 1}, corner)
		}
	}
	clear(c.queue)
	c.queue = c.queue[:0]
}

func (c *ourBench) applied() (least, messages int) {
	least = c.corners[0].count
	for _, corner := range c.corners {
		least = min(least, corner.count)
	}
	return least, c.messages
}

func (c *ourCorner) Send(to raft.ID, m raft.Message, _ raft.Reason) {
	c.messages++
	c.queue = append(c.queue, ourDelivery{to: int(to) - 1, message: m})
}
func (c *ourCorner) Write(w raft.Write, _ raft.Reason) {
	c.queue = append(c.queue, ourDelivery{to: c.at, written: w.Seq})
}
func (c *ourCorner) Apply(after, upTo raft.Index) {
	for i := after + 1; i <= upTo; i++ {
		if e, _ := c.servers[c.at].Log().At(i); e.Kind == raft.Normal {
			c.sum += uint64(c.values[uint64(e.Payload)%uint64(len(c.values))][0])
			c.count++
		}
	}
}
func (c *ourCorner) Snapshot(upTo raft.Index)                        { c.snapshots = append(c.snapshots, upTo) }
func (*ourCorner) SetTimer(raft.Timer, raft.Time)                    {}
func (*ourCorner) StopTimer(raft.Timer)                              {}
func (*ourCorner) Become(raft.Role, raft.Term, raft.ID, raft.Reason) {}
func (*ourCorner) Vote(raft.ID, raft.Reason)                         {}
func (*ourCorner) Commit(raft.Index, raft.Reason)                    {}
func (*ourCorner) ReadReady(uint64, raft.Index)                      {}
func (*ourCorner) Restore(raft.Snapshot)                             {}
func (*ourCorner) Changes(raft.Payload) []raft.Change                { return nil }
func (*ourCorner) Drop(e raft.Event, why raft.Reason)                { panic(fmt.Sprint(e, why)) }

// theirBench is a cluster of go.etcd.io/raft, with its own storage in memory.
type theirBench struct {
	nodes    []*etcd.RawNode
	disks    []*etcd.MemoryStorage
	counts   []int
	sums     []uint64
	queue    []*pb.Message
	messages int
}

func newTheirBench(servers int) bench {
	c := &theirBench{counts: make([]int, servers), sums: make([]uint64, servers)}
	voters := &pb.ConfState{}
	for i := range servers {
		voters.Voters = append(voters.Voters, uint64(i+1))
	}
	for i := range servers {
		disk := etcd.NewMemoryStorage()
		config := etcdConfig(uint64(i+1), configured{disk, voters})
		config.PreVote, config.CheckQuorum = true, true
		node, err := etcd.NewRawNode(config)
		must(err)
		c.disks, c.nodes = append(c.disks, disk), append(c.nodes, node)
	}
	must(c.nodes[0].Campaign())
	c.deliver()
	return c
}

func (c *theirBench) propose(size int, together bool) {
	if !together {
		for range size {
			data := value
			must(c.nodes[0].Propose(data[:]))
		}
		return
	}
	m := &pb.Message{Type: pb.MsgProp.Enum(), From: new(uint64(1))}
	for range size {
		data := value
		m.Entries = append(m.Entries, &pb.Entry{Data: data[:]})
	}
	must(c.nodes[0].Step(m))
}

func (c *theirBench) deliver() {
	for busy := true; busy; {
		busy = false
		for i := range c.nodes {
			for c.nodes[i].HasReady() {
				busy = true
				c.ready(i)
			}
		}
		for _, m := range c.queue {
			busy = true
			must(c.nodes[m.GetTo()-1].Step(m))
		}
		clear(c.queue)
		c.queue = c.queue[:0]
	}
}

// ready does what a server wishes.
func (c *theirBench) ready(i int) {
	r := c.nodes[i].Ready()
	must(c.disks[i].Append(r.Entries))
	if !etcd.IsEmptyHardState(r.HardState) {
		must(c.disks[i].SetHardState(r.HardState))
	}
	c.messages += len(r.Messages)
	c.queue = append(c.queue, r.Messages...)
	for _, e := range r.CommittedEntries {
		if data := e.GetData(); len(data) > 0 {
			c.sums[i] += uint64(data[0])
			c.counts[i]++
		}
		if at := e.GetIndex(); at%snapshotEvery == 0 {
			must(c.disks[i].Compact(at - snapshotTrail))
		}
	}
	c.nodes[i].Advance(r)
}

func (c *theirBench) applied() (least, messages int) {
	least = c.counts[0]
	for _, n := range c.counts {
		least = min(least, n)
	}
	return least, c.messages
}
