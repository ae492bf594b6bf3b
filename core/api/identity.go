package api

import (
	"encoding/binary"
	"sort"
	"strconv"
)

// MemberID is the ID that etcd gives a member of the initial cluster: the
// first 8 bytes of SHA-1 over the sorted peer URLs followed by the cluster's
// token (etcdserver/api/membership/member.go, NewMember). A member that is
// added later has its time of birth, in seconds since 1970, hashed too; zero
// stands for none.
func MemberID(peerURLs []string, token string, bornUnixSeconds int64) uint64 {
	sorted := append([]string(nil), peerURLs...)
	sort.Strings(sorted)
	var b []byte
	for _, u := range sorted {
		b = append(b, u...)
	}
	b = append(b, token...)
	if bornUnixSeconds != 0 {
		b = strconv.AppendInt(b, bornUnixSeconds, 10)
	}
	return idOf(b)
}

// ClusterID is the cluster's: the first 8 bytes of SHA-1 over the sorted IDs
// of its first members (etcdserver/api/membership/cluster.go, genID).
func ClusterID(memberIDs []uint64) uint64 {
	sorted := append([]uint64(nil), memberIDs...)
	sort.Slice(sorted, func(i, j int) bool { return sorted[i] < sorted[j] })
	var b []byte
	for _, id := range sorted {
		b = binary.BigEndian.AppendUint64(b, id)
	}
	return idOf(b)
}

// FormatID writes an ID as etcd shows it: hexadecimal, without leading zeros.
func FormatID(id uint64) string { return strconv.FormatUint(id, 16) }

func idOf(b []byte) uint64 {
	sum := sha1Sum(b)
	return binary.BigEndian.Uint64(sum[:8])
}
