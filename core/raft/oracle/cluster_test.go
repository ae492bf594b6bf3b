package oracle

import (
	etcd "go.etcd.io/raft/v3"
	pb "go.etcd.io/raft/v3/raftpb"

	"raftarium/core/raft"
)

// Three of the differences would lead clusters apart, each in its own good time,
// and are made up for: what theirs does not answer is answered for it, so that
// all learn of a higher term alike (tellTerm); followers are repaired in as many
// messages as it takes before a leader is deposed, for ours are by a heartbeat
// itself and theirs only after its answer (fabric.deliver); and proposals are
// made where there is a leader, and not passed on.

// cluster is a cluster of either kind, to which the harness does things in
// rounds. Everything that is said in a round is heard in it, or is lost or late.
type cluster interface {
	begin(round uint64)
	give(id uint64, m message)
	crash(id uint64)
	restart(id uint64)
	deliver(repair bool)
	look(id uint64) state
}

// ourCluster is a cluster of core/raft.
type ourCluster struct {
	fabric[raft.Message]
	on      stored
	rules   raft.Rules
	servers []*ours
}

func newOurCluster(on stored, rules raft.Rules, l *links) *ourCluster {
	c := &ourCluster{fabric: fabric[raft.Message]{links: l, down: map[uint64]bool{}}, on: on, rules: rules, servers: make([]*ours, on.servers)}
	c.news = func(p parcel[raft.Message]) bool {
		_, term := p.message.Says()
		return term > c.servers[p.to-1].server.Term()
	}
	for id := uint64(1); id <= on.servers; id++ {
		c.servers[id-1] = newOurs(id, on, rules)
		c.connect(id)
	}
	return c
}

func (c *ourCluster) connect(id uint64) {
	c.servers[id-1].sends = func(to uint64, m raft.Message) {
		if _, is := m.(raft.Forward); !is { // only who leads takes proposals
			c.send(id, to, m)
		}
	}
}

func (c *ourCluster) begin(round uint64) { c.fabric.begin(round, c.take) }

// give gives a server something that is not a message. Before an election timer
// runs out, nobody has heard of a leader for so long.
func (c *ourCluster) give(id uint64, m message) {
	if m.kind == campaign {
		for _, s := range c.servers {
			s.now += raft.Etcd.ElectionMin
		}
	}
	if !c.down[id] {
		c.servers[id-1].give(m)
	}
}

func (c *ourCluster) crash(id uint64) { c.down[id] = true }

func (c *ourCluster) restart(id uint64) {
	delete(c.down, id)
	c.servers[id-1] = c.servers[id-1].again(c.on, c.rules)
	c.connect(id)
}

func (c *ourCluster) deliver(repair bool) { c.fabric.deliver(repair, c.take) }

func (c *ourCluster) take(p parcel[raft.Message]) { c.servers[p.to-1].step(p.message) }

func (c *ourCluster) look(id uint64) state { return c.servers[id-1].outcome().state }

// theirCluster is a cluster of go.etcd.io/raft.
type theirCluster struct {
	fabric[*pb.Message]
	on      stored
	servers []*theirs
}

func newTheirCluster(on stored, l *links) *theirCluster {
	c := &theirCluster{fabric: fabric[*pb.Message]{links: l, down: map[uint64]bool{}}, on: on, servers: make([]*theirs, on.servers)}
	c.news = func(p parcel[*pb.Message]) bool { return p.message.GetTerm() > c.servers[p.to-1].term() }
	for id := uint64(1); id <= on.servers; id++ {
		c.servers[id-1] = newTheirs(id, on)
		c.connect(id)
	}
	return c
}

func (c *theirCluster) connect(id uint64) {
	c.servers[id-1].sends = func(m *pb.Message) {
		if m.GetType() == pb.MsgProp {
			return
		}
		if m.GetType() == pb.MsgPreVoteResp && !m.GetReject() {
			c.tellTerm(id, m.GetTo())
		}
		c.send(id, m.GetTo(), m)
	}
}

// tellTerm makes up for two of the differences: that an answer has the term of
// who gives it, and that requests of an earlier term are answered.
func (c *theirCluster) tellTerm(from, to uint64) {
	term := c.servers[from-1].term()
	c.send(from, to, &pb.Message{Type: pb.MsgHeartbeatResp.Enum(), From: new(from), To: new(to), Term: new(term)})
}

func (c *theirCluster) begin(round uint64) { c.fabric.begin(round, c.take) }

func (c *theirCluster) give(id uint64, m message) {
	if !c.down[id] {
		c.servers[id-1].give(m)
	}
}

func (c *theirCluster) crash(id uint64) { c.down[id] = true }

func (c *theirCluster) restart(id uint64) {
	delete(c.down, id)
	c.servers[id-1] = c.servers[id-1].again(c.on)
	c.connect(id)
}

func (c *theirCluster) deliver(repair bool) { c.fabric.deliver(repair, c.take) }

func (c *theirCluster) take(p parcel[*pb.Message]) {
	s := c.servers[p.to-1]
	own := s.term()
	switch t := p.message.GetType(); {
	case p.message.GetTerm() < own && !etcd.IsResponseMsg(t):
		c.tellTerm(p.to, p.from)
	case t == pb.MsgHeartbeatResp && p.message.GetTerm() == own && s.node.BasicStatus().RaftState != etcd.StateLeader:
		return
	}
	must(s.node.Step(p.message))
	s.settle()
}

func (c *theirCluster) look(id uint64) state { return c.servers[id-1].outcome().state }
