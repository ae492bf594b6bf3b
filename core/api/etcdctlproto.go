package api

import (
	"fmt"
	"strings"
)

// printProto is etcdctl -w protobuf: the message as its server sent it. Of a
// lease it is the header alone, since the client's own types of the others
// (clientv3/lease.go) have nothing to be encoded but the header within them;
// none at all has the answer to a revocation.
func printProto(resp Response) (string, error) {
	p := proto{}
	switch r := resp.(type) {
	case LeaseGrantResponse:
		p.headerFields(r.Header)
	case LeaseKeepAliveResponse:
		p.headerFields(r.Header)
	case LeaseTimeToLiveResponse:
		p.headerFields(r.Header)
	case LeaseLeasesResponse:
		p.headerFields(r.Header)
	case LeaseRevokeResponse:
		return "", fmt.Errorf("marshal unsupported for type clientv3.LeaseRevokeResponse ({%s})", r.Header.goText())
	case WatchResponse:
		r.WatchID, r.CancelReason = 0, "" // the client keeps them to itself
		if r.Header == (ResponseHeader{}) {
			p.message(1, func() {}) // it is there, though nothing is in it
		}
		p.response(r)
	case MoveLeaderResponse: // etcd's server fills in no header
	default:
		p.response(resp)
	}
	return string(p.b), nil
}

// goText is what Go's code for protocol buffers makes of a header.
func (h ResponseHeader) goText() string {
	var b strings.Builder
	for _, f := range []struct {
		name  string
		value uint64
	}{{"cluster_id", h.ClusterID}, {"member_id", h.MemberID}, {"revision", uint64(h.Revision)}, {"raft_term", h.RaftTerm}} {
		if f.value != 0 {
			fmt.Fprintf(&b, "%s:%d ", f.name, f.value)
		}
	}
	return b.String()
}
