package member

import (
	"strconv"
	"strings"

	"raftarium/core/api"
	"raftarium/core/raft"
	"raftarium/mvcc"
)

// Deed says what an entry does.
type Deed uint8

const (
	DeedNothing         Deed = iota // a leader's no-op
	DeedPut                         // a v3 put of Key
	DeedDelete                      // a v3 deletion of Key, or from Key on
	DeedV2Set                       // a v2 write of Key
	DeedV2Delete                    // a v2 deletion of Key
	DeedV2Read                      // a read through the log
	DeedV2Expire                    // SYNC: expired v2 keys go
	DeedAddMember                   // a member joins; Key is its name or its peer URL
	DeedJoin                        // a member is added to a cluster that works; Key is its peer URL
	DeedAddLearner                  // a learner joins; Key is its peer URL
	DeedRemoveMember                // a member is removed; Key is its ID
	DeedUpdateMember                // a member hears its peers elsewhere; Key is its new peer URL
	DeedPromote                     // a learner becomes a voter; Key is its ID
	DeedChange                      // several members at once; Value says how, as "add URL, remove ID"
	DeedPublish                     // a member publishes its name, Key
	DeedVersion                     // the cluster's version becomes Value
	DeedTxn                         // a v3 transaction
	DeedCompact                     // history below the revision Key goes
	DeedLeaseGrant                  // a lease Key begins, of Value seconds
	DeedLeaseRevoke                 // a lease Key ends
	DeedAlarm                       // alarms are listed, raised or lifted
	DeedLeaseCheckpoint             // what leases have left is noted down
)

// Description is what an entry does, for those who look at the log.
type Description struct {
	Deed  Deed
	Key   string
	Value string
}

// Membership reports whether the entry changes the cluster of users, after it
// has been set up.
func (d Description) Membership() bool { return d.Deed >= DeedJoin && d.Deed <= DeedChange }

// Setup reports whether the entry is one of those with which a cluster sets
// itself up, which users did not ask for.
func (d Description) Setup() bool {
	return d.Deed == DeedAddMember || d.Deed == DeedPublish || d.Deed == DeedVersion
}

// Describe tells what an entry does. Its strings share the arena's bytes.
func Describe(arena *mvcc.Arena, e raft.Entry) Description {
	if e.Size == 0 {
		return Description{}
	}
	p, err := api.DecodeProposal(arena.Bytes(mvcc.Value(e.Payload)))
	if err != nil {
		return Description{}
	}
	switch p.Kind {
	case api.ProposePut:
		return Description{Deed: DeedPut, Key: text(p.Put.Key), Value: text(p.Put.Value)}
	case api.ProposeDeleteRange:
		return Description{Deed: DeedDelete, Key: text(p.DeleteRange.Key)}
	case api.ProposeConfChange:
		return describeChange(p.ConfChange, p.ID == 0)
	case api.ProposeTxn:
		return Description{Deed: DeedTxn, Key: "txn"}
	case api.ProposeCompaction:
		return Description{Deed: DeedCompact, Key: strconv.FormatInt(p.Compaction.Revision, 10)}
	case api.ProposeLeaseGrant:
		return Description{Deed: DeedLeaseGrant, Key: LeaseID(p.Lease.ID), Value: strconv.FormatInt(p.Lease.TTL, 10)}
	case api.ProposeLeaseRevoke:
		return Description{Deed: DeedLeaseRevoke, Key: LeaseID(p.Lease.ID)}
	case api.ProposeLeaseCheckpoint:
		return Description{Deed: DeedLeaseCheckpoint, Key: "checkpoint"}
	case api.ProposeAlarm:
		return Description{Deed: DeedAlarm, Key: "alarm"}
	case api.ProposeV2:
		return describeV2(p.V2)
	}
	return Description{}
}

// LeaseID is a lease's ID as etcdctl writes it.
func LeaseID(id int64) string { return strconv.FormatUint(uint64(id), 16) }

// describeChange tells the members with which a cluster began, which nobody
// proposed, from those that were added.
func describeChange(c *api.ConfChange, began bool) Description {
	urls, id := strings.Join(c.Member.PeerURLs, ","), api.FormatID(c.Member.ID)
	switch c.Kind {
	case api.ConfAddLearner:
		return Description{Deed: DeedAddLearner, Key: urls}
	case api.ConfRemoveMember:
		return Description{Deed: DeedRemoveMember, Key: id}
	case api.ConfUpdateMember:
		return Description{Deed: DeedUpdateMember, Key: urls}
	case api.ConfPromote:
		return Description{Deed: DeedPromote, Key: id}
	case api.ConfSeveral:
		return Description{Deed: DeedChange, Value: listChanges(c)}
	}
	if !began {
		return Description{Deed: DeedJoin, Key: urls}
	}
	return Description{Deed: DeedAddMember, Key: urls}
}

// listChanges names several changes one after the other.
func listChanges(c *api.ConfChange) string {
	var b strings.Builder
	for one := range c.Each {
		if b.Len() > 0 {
			b.WriteString(", ")
		}
		switch d := describeChange(one, false); d.Deed {
		case DeedJoin:
			b.WriteString("add " + d.Key)
		case DeedAddLearner:
			b.WriteString("learner " + d.Key)
		case DeedRemoveMember:
			b.WriteString("remove " + d.Key)
		case DeedPromote:
			b.WriteString("promote " + d.Key)
		}
	}
	return b.String()
}

// SyncTime returns up to which moment, in nanoseconds since 1970, a SYNC entry lets
// keys of v2 expire; 0 for any other entry.
func SyncTime(arena *mvcc.Arena, e raft.Entry) int64 {
	p, err := api.DecodeProposal(arena.Bytes(mvcc.Value(e.Payload)))
	if err != nil || p.Kind != api.ProposeV2 || p.V2.Method != api.V2Sync {
		return 0
	}
	return p.V2.Time
}

func describeV2(op *api.V2Op) Description {
	if version, ok := op.ClusterVersion(); ok {
		return Description{Deed: DeedVersion, Value: version}
	}
	if published, ok := op.MemberAttributes(); ok {
		return Description{Deed: DeedPublish, Key: published.Name}
	}
	key := strings.TrimPrefix(op.Path, api.V2KeysPrefix)
	switch op.Method {
	case api.V2Delete:
		return Description{Deed: DeedV2Delete, Key: key}
	case api.V2QGet:
		return Description{Deed: DeedV2Read, Key: key}
	case api.V2Sync:
		return Description{Deed: DeedV2Expire}
	}
	return Description{Deed: DeedV2Set, Key: key, Value: op.Value}
}
