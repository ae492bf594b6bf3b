package member

import (
	"raftarium/core/api"
	"raftarium/core/raft"
)

// publish proposes the member's own name and client URLs, and does so again
// until they are applied (etcdserver/server.go, publish).
func (m *Member) publish() {
	op := api.MemberAttributesOp(m.config.Self)
	a := asked{deadline: m.now + RequestTimeout}
	m.propose(a, api.Proposal{Kind: api.ProposeV2, V2: &op}, true)
	m.host.SetTimer(SetupTimer, m.now+RequestTimeout)
}

// lead does what only a leader does besides Raft: it sets the cluster's
// version once all members have published what they are, and lets expired v2
// keys go.
func (m *Member) lead() {
	if m.server.Role() != raft.Leader {
		return
	}
	if v := m.decideVersion(); v != "" && !m.setting {
		m.setting = true
		op := api.ClusterVersionOp(v)
		m.propose(asked{deadline: m.now + RequestTimeout}, api.Proposal{Kind: api.ProposeV2, V2: &op}, true)
	}
	m.setLeaseTimer()
	if _, expires := m.v2.NextExpiry(); expires && !m.syncing {
		m.syncing = true
		m.host.SetTimer(SyncTimer, m.now+SyncInterval)
	}
}

// decideVersion returns the version that a leader gives the cluster now, or "":
// the real one once all members are known to have it, and the least that there
// is while some cannot be asked (etcdserver/server.go, monitorVersions).
func (m *Member) decideVersion() string {
	switch {
	case m.config.Bare || m.version == ClusterVersion:
	case m.allPublished():
		return ClusterVersion
	case m.version == "" && !m.allRun():
		return MinClusterVersion
	}
	return ""
}

// allRun reports whether there is a connection to every other member.
func (m *Member) allRun() bool {
	for i := range m.cluster {
		if id := m.cluster[i].ID; id != m.config.Self.ID {
			if _, active := m.host.ActiveFor(raft.ID(id)); !active {
				return false
			}
		}
	}
	return true
}

func (m *Member) allPublished() bool {
	for i := range m.cluster {
		if m.cluster[i].Name == "" {
			return false
		}
	}
	return len(m.cluster) > 0
}

// sync proposes that what has expired by now goes, as etcd's leader does while
// any key has a TTL.
func (m *Member) sync() {
	m.syncing = false
	if m.server.Role() != raft.Leader {
		return
	}
	if _, expires := m.v2.NextExpiry(); !expires {
		return
	}
	op := api.SyncOp(m.date())
	m.propose(asked{deadline: m.now + RequestTimeout}, api.Proposal{Kind: api.ProposeV2, V2: &op}, true)
	m.syncing = true
	m.host.SetTimer(SyncTimer, m.now+SyncInterval)
}
