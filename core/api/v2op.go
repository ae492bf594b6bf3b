package api

import (
	"encoding/json"
	"path"
	"strconv"
	"strings"
)

// The two halves of the v2 store, as etcd divides it: what the cluster knows
// of itself, and the users' keys. Both raise the store's index, which is why
// a new cluster's first user write does not have index 1.
const (
	V2ClusterPrefix = "/0"
	V2KeysPrefix    = "/1"
)

const second = int64(1e9)

// Path of the request within the store.
func (r V2Keys) storePath() string { return path.Join(V2KeysPrefix, r.Path) }

// Proposes says whether the request goes through the log: writes, and reads
// with quorum=true (which then do not wait, whatever was asked).
func (r V2Keys) Proposes() bool {
	return r.Method == "PUT" || r.Method == "POST" || r.Method == "DELETE" ||
		r.Method == "GET" && r.Quorum && !r.Head
}

// Op is the request as the log's operation. A TTL counts from now,
// nanoseconds since 1970 on the clock of the member that received it, and
// wraps as etcd's does. A read has the method V2QGet.
func (r V2Keys) Op(now int64) V2Op {
	op := V2Op{
		Path: r.storePath(), Value: r.Value, Dir: r.Dir,
		PrevExist: r.PrevExist, PrevValue: r.PrevValue, PrevIndex: r.PrevIndex,
		Recursive: r.Recursive, Sorted: r.Sorted, Refresh: r.Refresh,
	}
	switch r.Method {
	case "PUT":
		op.Method = V2Put
	case "POST":
		op.Method = V2Post
	case "DELETE":
		op.Method = V2Delete
	default:
		op.Method = V2QGet
	}
	if r.TTL != nil {
		op.Expiration = now + *r.TTL*second
	}
	return op
}

// AddMemberOp puts a member into the cluster's half of the store, as applying
// a configuration entry does.
func AddMemberOp(m Member) V2Op {
	fresh := false
	return V2Op{
		Method: V2Put, Path: memberPath(m.ID) + "/raftAttributes", PrevExist: &fresh,
		Value: mustJSON(struct {
			PeerURLs  []string `json:"peerURLs"`
			IsLearner bool     `json:"isLearner,omitempty"`
		}{m.PeerURLs, m.IsLearner}),
	}
}

// UpdateMemberOp changes what AddMemberOp has put there.
func UpdateMemberOp(m Member) V2Op {
	op := AddMemberOp(m)
	there := true
	op.PrevExist = &there
	return op
}

// RemoveMemberOps take a member out of the cluster's half of the store, and note
// that it is gone for good.
func RemoveMemberOps(id uint64) [2]V2Op {
	fresh := false
	return [2]V2Op{
		{Method: V2Delete, Path: memberPath(id), Dir: true, Recursive: true},
		{Method: V2Put, Path: V2ClusterPrefix + "/removed_members/" + FormatID(id), PrevExist: &fresh},
	}
}

// MemberAttributesOp publishes a member's name and client URLs: the first
// thing that a member proposes once it is ready.
func MemberAttributesOp(m Member) V2Op {
	return V2Op{Method: V2Put, Path: memberPath(m.ID) + "/attributes", Value: mustJSON(memberAttributes{m.Name, m.ClientURLs})}
}

// ClusterVersionOp sets the cluster's version, "3.4.0": proposed by the
// leader once it knows the versions of all members.
func ClusterVersionOp(version string) V2Op {
	return V2Op{Method: V2Put, Path: V2ClusterPrefix + "/version", Value: version}
}

// SyncOp deletes what has expired by now, nanoseconds since 1970.
func SyncOp(now int64) V2Op { return V2Op{Method: V2Sync, Time: now} }

// MemberAttributes tells whether the operation publishes a member's name and
// client URLs, and which. Only those fields and the ID of m are set.
func (op *V2Op) MemberAttributes() (m Member, ok bool) {
	rest, inside := strings.CutPrefix(op.Path, V2ClusterPrefix+"/members/")
	id, last := strings.CutSuffix(rest, "/attributes")
	if op.Method != V2Put || !inside || !last {
		return Member{}, false
	}
	n, err := strconv.ParseUint(id, 16, 64)
	var a memberAttributes
	if err != nil || json.Unmarshal([]byte(op.Value), &a) != nil {
		return Member{}, false
	}
	return Member{ID: n, Name: a.Name, ClientURLs: a.ClientURLs}, true
}

// ClusterVersion tells whether the operation sets the cluster's version, and
// to what.
func (op *V2Op) ClusterVersion() (version string, ok bool) {
	if op.Method != V2Put || op.Path != V2ClusterPrefix+"/version" {
		return "", false
	}
	return op.Value, true
}

type memberAttributes struct {
	Name       string   `json:"name,omitempty"`
	ClientURLs []string `json:"clientURLs,omitempty"`
}

func memberPath(id uint64) string { return V2ClusterPrefix + "/members/" + FormatID(id) }

func mustJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic("encode a member: " + err.Error())
	}
	return string(b)
}
