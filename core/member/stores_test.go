package member_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/api"
	"raftarium/core/member"
	"raftarium/core/sim"
)

// post asks over the gateway's JSON and returns the body.
func (c *cluster) post(to sim.Node, path, body string) string {
	conn := c.send(to, member.Request{HTTP: &api.HTTPRequest{Method: "POST", Target: "/v3" + path, Body: []byte(body)}})
	c.run(sim.Second)
	a, ok := c.answerTo(conn)
	require.True(c.t, ok, "%s %s is answered", path, body)
	return string(a.reply.HTTP.Body)
}

// stream returns the bodies of all replies of an exchange.
func (c *cluster) stream(conn uint64) []string {
	var b strings.Builder
	for _, a := range c.w.Actor(c.node).(*client).answers {
		if a.reply.Conn == conn {
			b.Write(a.reply.HTTP.Body)
		}
	}
	return strings.SplitAfter(strings.TrimSuffix(b.String(), "\n"), "\n")
}

func (c *cluster) follower() sim.Node { return c.leader()%3 + 1 }

func (c *cluster) same(what string) {
	for n := sim.Node(2); n <= 3; n++ {
		require.Equal(c.t, c.member(1).KV().Hash(), c.member(n).KV().Hash(), what)
		require.NoError(c.t, c.member(n).KV().Check())
	}
}

func TestTransactionsGoThroughTheLog(t *testing.T) {
	c := newCluster(t)
	answer := c.post(c.follower(), "/kv/txn", `{"compare":[{"key":"YQ==","target":"CREATE","create_revision":"0"}],"success":[{"request_put":{"key":"YQ==","value":"MQ=="}},{"request_range":{"key":"YQ=="}}]}`)
	require.Contains(t, answer, `"succeeded":true,"responses":[{"response_put":{"header":{"revision":"2"}}},{"response_range":{"header":{"revision":"2"},"kvs":[{"key":"YQ==","create_revision":"2","mod_revision":"2","version":"1","value":"MQ=="}],"count":"1"}}]`)
	c.run(sim.Second)
	c.same("after a transaction")
	read := c.post(c.follower(), "/kv/txn", `{"success":[{"request_range":{"key":"YQ=="}}]}`)
	require.Contains(t, read, `"revision":"2"`, "one that only reads takes no revision")
	require.Contains(t, read, `"value":"MQ=="`)
}

func TestATransactionThatFailsFailsOnAllMembersAlike(t *testing.T) {
	c := newCluster(t)
	answer := c.post(c.follower(), "/kv/txn", `{"success":[{"request_put":{"key":"YQ=="}},{"request_range":{"key":"Yg==","revision":"99"}}]}`)
	require.Contains(t, answer, "etcdserver: mvcc: required revision is a future revision")
	c.run(sim.Second)
	for n := sim.Node(1); n <= 3; n++ {
		require.Equal(t, int64(1), c.member(n).KV().Revision())
	}
}

func TestCompactionGoesThroughTheLog(t *testing.T) {
	c := newCluster(t)
	for range 3 {
		c.post(1, "/kv/put", `{"key":"YQ=="}`)
	}
	require.Contains(t, c.post(2, "/kv/compaction", `{"revision":"3"}`), `"revision":"4"`)
	require.Contains(t, c.post(3, "/kv/range", `{"key":"YQ==","revision":"2"}`), "has been compacted")
	c.run(sim.Second)
	c.same("after a compaction")
}
