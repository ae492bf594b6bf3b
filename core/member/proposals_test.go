package member_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/api"
	"raftarium/core/lab"
	"raftarium/core/member"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

// A leader that nobody hears takes so much and no more, and says so at once, in
// etcd's words.
func TestALeaderThatCommitsNothingRefusesWhatItHasNoRoomFor(t *testing.T) {
	c := newCluster(t)
	leader := c.leader()
	c.member(leader).Raft().SetOptions(raft.Options{UncommittedBytes: 200})
	for n := range lab.Members(c.w) {
		if n != leader {
			c.w.Cut(leader, n, 0)
		}
	}
	put := func() uint64 {
		return c.send(leader, member.Request{API: api.Put{Key: []byte("k"), Value: make([]byte, 250)}})
	}
	first := put()
	c.run(100 * sim.Millisecond)
	second, set := put(), c.send(leader, request("PUT", "/v2/keys/a", "value=b"))
	health := c.send(leader, request("GET", "/health", ""))
	c.run(100 * sim.Millisecond)

	_, ok := c.answerTo(first)
	require.False(t, ok, "it was taken, and waits")
	a, ok := c.answerTo(second)
	require.True(t, ok)
	require.Equal(t, api.Response(api.ErrTooManyRequests), a.reply.API)
	a, ok = c.answerTo(set)
	require.True(t, ok)
	require.Equal(t, 500, a.reply.HTTP.Status)
	require.Equal(t, `{"errorCode":300,"message":"Raft Internal Error","cause":"etcdserver: too many requests","index":0}`+"\n", string(a.reply.HTTP.Body))
	a, ok = c.answerTo(health)
	require.True(t, ok)
	require.Equal(t, `{"health":"false"}`+"\n", string(a.reply.HTTP.Body))
}

// Whatever a network does to messages, a put is answered once and applied at
// most once, and once for certain if it was answered with success; no member
// tries one again that may have been taken.
func TestAProposalIsAnsweredOnceAndNeverAppliedTwice(t *testing.T) {
	for seed := range 5 {
		c := newCluster(t)
		c.w.SetLink(sim.Nobody, sim.Nobody, sim.Link{Latency: 5 * sim.Millisecond, Jitter: 80 * sim.Millisecond, Loss: 100, Duplicate: 400, Reorder: 500})
		keys := map[uint64]string{}
		for i := range 60 {
			key := fmt.Sprintf("%d-%d", seed, i)
			keys[c.send(sim.Node(i%3+1), member.Request{API: api.Put{Key: []byte(key), Value: []byte(key)}})] = key
			c.run(sim.Time(seed+20) * sim.Millisecond)
			if i == 30 {
				leader := c.leader()
				c.w.Crash(leader, 0)
				c.run(600 * sim.Millisecond)
				c.w.Restart(leader, 0)
			}
		}
		c.w.SetLink(sim.Nobody, sim.Nobody, sim.Link{Latency: 5 * sim.Millisecond})
		c.run(20 * sim.Second)

		answers := map[uint64]int{}
		for _, a := range c.w.Actor(c.node).(*client).answers {
			answers[a.reply.Conn]++
		}
		succeeded := 0
		for conn, key := range keys {
			require.LessOrEqual(t, answers[conn], 1, "%s is answered once", key)
			kv, there := c.member(1).KV().Get(key)
			if there {
				require.EqualValues(t, 1, kv.Version, "%s is applied once", key)
			}
			if a, ok := c.answerTo(conn); ok {
				if _, put := a.reply.API.(api.PutResponse); put {
					succeeded++
					require.True(t, there, "%s was acknowledged", key)
				}
			}
		}
		require.Greater(t, succeeded, 20)
	}
}
