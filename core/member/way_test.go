package member_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"raftarium/core/api"
	"raftarium/core/member"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

// wentBy is how far the events of a follower's request led, beside what an idle
// cluster does.
func wentBy(c *cluster, from sim.EventID) member.Way {
	way := member.WayMember
	trace := c.w.Trace()
	for id := from; id < trace.Next(); id++ {
		e, _ := trace.At(id)
		switch e.Detail.(type) {
		case member.LeaseAsk:
			way = max(way, member.WayLeader)
		case raft.ReadRequest:
			way = max(way, member.WayQuorum)
		case raft.Forward:
			way = max(way, member.WayLog)
		}
	}
	return way
}

// The way that a request is said to have is the one that a follower sends it.
func TestARequestGoesAsFarAsItsWay(t *testing.T) {
	key := []byte("k")
	get := api.Range{Key: key}
	old := api.Range{Key: key, Serializable: true}
	for _, c := range []struct {
		request member.Request
		way     member.Way
	}{
		{member.Request{API: api.Put{Key: key}}, member.WayLog},
		{member.Request{API: api.DeleteRange{Key: key}}, member.WayLog},
		{member.Request{API: get}, member.WayQuorum},
		{member.Request{API: old}, member.WayMember},
		{member.Request{API: api.Txn{Success: []api.Request{api.Put{Key: key}}}}, member.WayLog},
		{member.Request{API: api.Txn{Success: []api.Request{get}, Failure: []api.Request{old}}}, member.WayQuorum},
		{member.Request{API: api.Txn{Success: []api.Request{old}}}, member.WayMember},
		{member.Request{API: api.Compaction{Revision: 1}}, member.WayLog},
		{member.Request{API: api.LeaseGrant{TTL: 60}}, member.WayLog},
		{member.Request{API: api.LeaseRevoke{ID: 1}}, member.WayLog},
		{member.Request{API: api.LeaseKeepAlive{IDs: []int64{1}}}, member.WayLeader},
		{member.Request{API: api.LeaseTimeToLive{ID: 1}}, member.WayLeader},
		{member.Request{API: api.LeaseLeases{}}, member.WayMember},
		{member.Request{API: api.MemberList{}}, member.WayMember},
		{member.Request{API: api.MemberRemove{ID: 1}}, member.WayLog},
		{member.Request{API: api.Alarm{}}, member.WayLog},
		{member.Request{API: api.Status{}}, member.WayMember},
		{member.Request{API: api.Watch{Messages: []api.WatchMessage{api.WatchCreate{Key: key}}}}, member.WayMember},
		{request("GET", "/health", ""), member.WayLog},
		{request("GET", "/version", ""), member.WayMember},
		{request("GET", "/v2/keys/a", ""), member.WayMember},
		{request("GET", "/v2/keys/a?wait=true", ""), member.WayMember},
		{request("GET", "/v2/keys/a?quorum=true", ""), member.WayLog},
		{request("PUT", "/v2/keys/a", "value=b"), member.WayLog},
		{request("POST", "/v2/keys/a", "value=b"), member.WayLog},
		{request("DELETE", "/v2/keys/a", ""), member.WayLog},
		{request("GET", "/v2/members", ""), member.WayMember},
		{request("POST", "/v3/kv/range", `{"key":"aw=="}`), member.WayQuorum},
		{request("POST", "/v3/kv/put", `{"key":"aw=="}`), member.WayLog},
		{request("POST", "/v3/kv/put", `{"key":`), member.WayMember}, // refused
		{request("POST", "/v3/lock/lock", `{"name":"aw=="}`), member.WayLog},
		{request("POST", "/v3/election/leader", `{"name":"aw=="}`), member.WayQuorum},
		{request("GET", "/v4", ""), member.WayMember}, // refused
	} {
		t.Run(fmt.Sprintf("%T %v", c.request.API, c.request.HTTP), func(t *testing.T) {
			assert.Equal(t, c.way, c.request.Way())
			w := newCluster(t)
			follower := w.leader()%3 + 1
			from := w.w.Trace().Next()
			w.send(follower, c.request)
			w.run(100 * sim.Millisecond)
			require.Equal(t, c.way, wentBy(w, from))
		})
	}
}
