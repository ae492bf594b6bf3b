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
	DeedNothing     Deed = iota // a leader's no-op
	DeedPut                     // a v3 put of Key
	DeedDelete                  // a v3 deletion of Key, or from Key on
	DeedV2Set                   // a v2 write of Key
	DeedV2Delete                // a v2 deletion of Key
	DeedV2Read                  // a read through the log
	DeedV2Expire                // SYNC: expired v2 keys go
	DeedAddMember               // a member joins; Key is its name or its peer URL
	DeedPublish                 // a member publishes its name, Key
	DeedVersion                 // the cluster's version becomes Value
	DeedTxn                     // a v3 transaction
	DeedCompact                 // history below the revision Key goes
	DeedLeaseGrant              // a lease Key begins, of Value seconds
	DeedLeaseRevoke             // a lease Key ends
)

// Description is what an entry does, for those who look at the log.
type Description struct {
	Deed  Deed
	Key   string
	Value string
}

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
		return Description{Deed: DeedAddMember, Key: strings.Join(p.ConfChange.Member.PeerURLs, ",")}
	case api.ProposeTxn:
		return Description{Deed: DeedTxn, Key: "txn"}
	case api.ProposeCompaction:
		return Description{Deed: DeedCompact, Key: strconv.FormatInt(p.Compaction.Revision, 10)}
	case api.ProposeLeaseGrant:
		return Description{Deed: DeedLeaseGrant, Key: LeaseID(p.Lease.ID), Value: strconv.FormatInt(p.Lease.TTL, 10)}
	case api.ProposeLeaseRevoke:
		return Description{Deed: DeedLeaseRevoke, Key: LeaseID(p.Lease.ID)}
	case api.ProposeV2:
		return describeV2(p.V2)
	}
	return Description{}
}

// LeaseID is a lease's ID as etcdctl writes it.
func LeaseID(id int64) string { return strconv.FormatUint(uint64(id), 16) }

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
