package member_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/api"
	"raftarium/core/lab"
	"raftarium/core/member"
	"raftarium/core/raft"
	"raftarium/core/sim"
	"raftarium/core/wire"
)

// client asks members what a test tells it, and keeps the answers.
type client struct{ answers []answer }

type answer struct {
	at    sim.Time
	reply member.Reply
}

// ask is an input: a request for a member.
type ask struct {
	to      sim.Node
	payload any
}

func (c *client) Start(*sim.Turn)                 {}
func (c *client) Fire(*sim.Turn, sim.Timer)       {}
func (c *client) Written(*sim.Turn, sim.WriteSeq) {}
func (c *client) Observe(*sim.Turn)               {}
func (c *client) Crash(sim.WriteSeq)              {}
func (c *client) Clone() sim.Actor                { d := *c; return &d }
func (c *client) Code(*wire.Coder)                {}
func (c *client) Input(t *sim.Turn, input any)    { t.Send(input.(ask).to, input.(ask).payload) }
func (c *client) Deliver(t *sim.Turn, _ sim.Node, payload any) {
	if r, ok := payload.(member.Reply); ok {
		c.answers = append(c.answers, answer{t.Now(), r})
	}
}

// cluster is a world with a client in it.
type cluster struct {
	t    *testing.T
	w    *sim.World
	node sim.Node
	conn uint64
}

// newCluster returns a cluster of three that has set itself up.
func newCluster(t *testing.T) *cluster {
	l, err := lab.New(lab.Config{Members: 3, Seed: 1})
	require.NoError(t, err)
	l.Advance(2 * sim.Second)
	w := l.World()
	return &cluster{t: t, w: w, node: w.AddClient(&client{}, 0)}
}

func (c *cluster) run(span sim.Time) { c.w.RunUntil(c.w.Now() + span) }

func (c *cluster) send(to sim.Node, r member.Request) uint64 {
	c.conn++
	r.Conn = c.conn
	c.w.Input(c.w.Now()+1, c.node, ask{to, r})
	return c.conn
}

// answerTo returns the answer to an exchange and how long ago it came, or false.
func (c *cluster) answerTo(conn uint64) (answer, bool) {
	for _, a := range c.w.Actor(c.node).(*client).answers {
		if a.reply.Conn == conn {
			return a, true
		}
	}
	return answer{}, false
}

// api asks over the typed interface and waits for the answer.
func (c *cluster) api(to sim.Node, r api.Request) api.Response {
	conn := c.send(to, member.Request{API: r})
	c.run(9 * sim.Second)
	a, ok := c.answerTo(conn)
	require.True(c.t, ok, "%T is answered", r)
	return a.reply.API
}

func request(method, target, form string) member.Request {
	r := &api.HTTPRequest{Method: method, Target: target, Host: "127.0.0.1:2379"}
	if form != "" {
		r.Header = []api.Header{{Name: "Content-Type", Value: "application/x-www-form-urlencoded"}}
		r.Body = []byte(form)
	}
	return member.Request{HTTP: r}
}

// curl asks over HTTP and waits for the answer.
func (c *cluster) curl(to sim.Node, method, target, form string) *api.HTTPResponse {
	conn := c.send(to, request(method, target, form))
	c.run(9 * sim.Second)
	a, ok := c.answerTo(conn)
	require.True(c.t, ok, "%s %s is answered", method, target)
	return a.reply.HTTP
}

func (c *cluster) member(n sim.Node) *member.Member { return lab.MemberAt(c.w, n) }

func (c *cluster) leader() sim.Node {
	for n, m := range lab.Members(c.w) {
		if m.Raft() != nil && m.Raft().Role() == raft.Leader {
			return n
		}
	}
	c.t.Fatal("nobody leads")
	return 0
}

func TestANewClusterAnswersAsEtcdDoes(t *testing.T) {
	c := newCluster(t)
	for n := sim.Node(1); n <= 3; n++ {
		require.Equal(t, `{"health":"true"}`, string(c.curl(n, "GET", "/health", "").Body))
		require.Equal(t, `{"etcdserver":"3.4.14","etcdcluster":"3.4.0"}`, string(c.curl(n, "GET", "/version", "").Body))
		members := string(c.curl(n, "GET", "/v2/members", "").Body)
		for _, id := range []string{"264ae6bc59e99892", "dbafe5ad6b652eda", "f570ae41f524bdcb"} {
			require.Contains(t, members, id)
		}
	}
}

func TestTheFirstV2WriteHasIndexEightAndCreates(t *testing.T) {
	c := newCluster(t)
	set := c.curl(2, "PUT", "/v2/keys/message", "value=hello+world")
	require.Equal(t, 201, set.Status)
	require.Equal(t, `{"action":"set","node":{"key":"/message","value":"hello world","modifiedIndex":8,"createdIndex":8}}`+"\n", string(set.Body))
	get := c.curl(3, "GET", "/v2/keys/message", "")
	require.Equal(t, 200, get.Status)
	require.Equal(t, `{"action":"get","node":{"key":"/message","value":"hello world","modifiedIndex":8,"createdIndex":8}}`+"\n", string(get.Body))
	missing := c.curl(1, "GET", "/v2/keys/nothing", "")
	require.Equal(t, 404, missing.Status)
	require.Equal(t, `{"errorCode":100,"message":"Key not found","cause":"/nothing","index":8}`+"\n", string(missing.Body))
}

func TestTheFirstPutHasRevisionTwoAtEveryMember(t *testing.T) {
	for to := sim.Node(1); to <= 3; to++ {
		c := newCluster(t)
		put := c.api(to, api.Put{Key: []byte("message"), Value: []byte("hello world")}).(api.PutResponse)
		require.EqualValues(t, 2, put.Header.Revision)
		require.EqualValues(t, 2, put.Header.RaftTerm)
		require.EqualValues(t, 3868734316268835716, put.Header.ClusterID)
		for from := sim.Node(1); from <= 3; from++ {
			got := c.api(from, api.Range{Key: []byte("message")}).(api.RangeResponse)
			require.Equal(t, []api.KeyValue{{Key: []byte("message"), Value: []byte("hello world"), CreateRevision: 2, ModRevision: 2, Version: 1}}, got.KVs)
		}
		gone := c.api(to, api.DeleteRange{Key: []byte("message"), PrevKV: true}).(api.DeleteRangeResponse)
		require.EqualValues(t, 1, gone.Deleted)
		require.EqualValues(t, 3, gone.Header.Revision)
		require.Len(t, gone.PrevKVs, 1)
	}
}

func TestAPutCanAskForWhatWasThereAndKeepIt(t *testing.T) {
	c := newCluster(t)
	key := []byte("k")
	require.Equal(t, api.ErrKeyNotFound, c.api(1, api.Put{Key: key, IgnoreValue: true}))
	c.api(1, api.Put{Key: key, Value: []byte("one")})
	put := c.api(2, api.Put{Key: key, IgnoreValue: true, PrevKV: true}).(api.PutResponse)
	require.Equal(t, "one", string(put.PrevKV.Value))
	got := c.api(3, api.Range{Key: key}).(api.RangeResponse)
	require.Equal(t, "one", string(got.KVs[0].Value))
	require.EqualValues(t, 2, got.KVs[0].Version)
}

func TestWhatCannotBeAskedIsRefusedAsEtcdRefusesIt(t *testing.T) {
	c := newCluster(t)
	key := []byte("k")
	for name, tc := range map[string]struct {
		ask  api.Request
		want api.Response
	}{
		"a put without a key":                   {api.Put{}, api.ErrEmptyKey},
		"a range without a key":                 {api.Range{}, api.ErrEmptyKey},
		"a deletion without a key":              {api.DeleteRange{}, api.ErrEmptyKey},
		"a value to be ignored":                 {api.Put{Key: key, Value: key, IgnoreValue: true}, api.ErrValueProvided},
		"a lease to be ignored":                 {api.Put{Key: key, Lease: 1, IgnoreLease: true}, api.ErrLeaseProvided},
		"a lease that is not there":             {api.Put{Key: key, Lease: 1}, api.ErrLeaseNotFound},
		"a target to sort by that is not there": {api.Range{Key: key, SortTarget: 9}, api.ErrInvalidSortOption},
		"a future revision":                     {api.Range{Key: key, Revision: 99}, api.ErrFutureRev},
		"too large a value":                     {api.Put{Key: key, Value: make([]byte, member.RequestBytesMax)}, api.ErrRequestTooLarge},
		"no operation":                          {api.Txn{Success: []api.Request{nil}}, api.ErrKeyNotFound},
	} {
		require.Equal(t, tc.want, c.api(1, tc.ask), name)
	}
}

func TestWithoutAQuorumRequestsTimeOut(t *testing.T) {
	c := newCluster(t)
	leader := c.leader()
	for n := range c.w.Servers {
		if n != leader {
			c.w.Crash(n, 0)
		}
	}
	start := c.w.Now()
	v2 := c.send(leader, request("PUT", "/v2/keys/a", "value=b"))
	put := c.send(leader, member.Request{API: api.Put{Key: []byte("a")}})
	read := c.send(leader, member.Request{API: api.Range{Key: []byte("a")}})
	own := c.send(leader, member.Request{API: api.Range{Key: []byte("a"), Serializable: true}})
	health := c.send(leader, request("GET", "/health", ""))
	c.run(8 * sim.Second)
	took := func(conn uint64) sim.Time {
		a, ok := c.answerTo(conn)
		require.True(t, ok)
		return (a.at - start) / (100 * sim.Millisecond)
	}
	require.EqualValues(t, 70, took(v2))
	require.EqualValues(t, 70, took(put))
	require.EqualValues(t, 70, took(read))
	require.EqualValues(t, 10, took(health))
	require.EqualValues(t, 0, took(own))
	a, _ := c.answerTo(v2)
	require.Equal(t, 500, a.reply.HTTP.Status)
	require.Equal(t, `{"errorCode":300,"message":"Raft Internal Error","cause":"etcdserver: request timed out","index":0}`+"\n", string(a.reply.HTTP.Body))
	a, _ = c.answerTo(put)
	require.Equal(t, api.ErrTimeout, a.reply.API)
	a, _ = c.answerTo(health)
	require.Equal(t, `{"health":"false"}`+"\n", string(a.reply.HTTP.Body))
}

func TestACancelledRequestIsNotAnswered(t *testing.T) {
	c := newCluster(t)
	leader := c.leader()
	for n := range c.w.Servers {
		if n != leader {
			c.w.Pause(n, 0)
		}
	}
	var conns []uint64
	for _, r := range []member.Request{request("PUT", "/v2/keys/a", "value=b"), {API: api.Put{Key: []byte("a")}}, {API: api.Range{Key: []byte("a")}}} {
		conns = append(conns, c.send(leader, r))
	}
	c.run(100 * sim.Millisecond)
	for _, conn := range conns {
		c.w.Input(c.w.Now()+1, c.node, ask{leader, member.Cancel{Conn: conn}})
	}
	c.run(9 * sim.Second)
	for _, conn := range conns {
		_, ok := c.answerTo(conn)
		require.False(t, ok)
	}
}

func TestARestartedMemberPublishesItselfBeforeItAnswers(t *testing.T) {
	c := newCluster(t)
	c.api(1, api.Put{Key: []byte("a"), Value: []byte("b")})
	follower := c.leader()%3 + 1
	index := c.member(follower).V2().Index()
	c.w.Crash(follower, 0)
	c.run(sim.Second)
	require.False(t, c.member(follower).Ready())
	c.w.Restart(follower, 0)
	conn := c.send(follower, member.Request{API: api.Range{Key: []byte("a"), Serializable: true}})
	c.run(5 * sim.Millisecond)
	require.False(t, c.member(follower).Ready())
	_, answered := c.answerTo(conn)
	require.False(t, answered, "it is held")
	c.run(2 * sim.Second)
	a, answered := c.answerTo(conn)
	require.True(t, answered)
	require.Equal(t, "b", string(a.reply.API.(api.RangeResponse).KVs[0].Value))
	require.Equal(t, index+1, c.member(follower).V2().Index(), "the name is published anew")
	require.Equal(t, "3.4.0", c.member(follower).ClusterVersion())
}

func TestKeysWithATTLGoByTheLeadersSync(t *testing.T) {
	c := newCluster(t)
	conn := c.send(1, request("PUT", "/v2/keys/a", "value=b&ttl=3"))
	start := c.w.Now()
	c.run(2900 * sim.Millisecond)
	a, _ := c.answerTo(conn)
	require.Contains(t, string(a.reply.HTTP.Body), `"ttl":3`)
	before := c.member(c.leader()).V2().Index()
	commit := c.member(c.leader()).Raft().Commit()
	c.run(sim.Second)
	require.Equal(t, before+1, c.member(c.leader()).V2().Index(), "it has expired %v after %v", c.w.Now(), start)
	require.Equal(t, 404, c.curl(2, "GET", "/v2/keys/a", "").Status)
	syncs := 0
	for i := raft.Index(1); i <= commit; i++ {
		e, _ := c.member(1).Raft().Log().At(i)
		if member.Describe(c.member(1).Arena(), e).Deed == member.DeedV2Expire {
			syncs++
		}
	}
	require.InDelta(t, 5, syncs, 1, "one every 500 ms")
	last := c.member(1).Raft().Commit()
	c.run(10 * sim.Second)
	require.Equal(t, last, c.member(1).Raft().Commit(), "and none where no key has a TTL")
}

func TestRequestsAndRepliesSurviveEncoding(t *testing.T) {
	kv := api.KeyValue{Key: []byte("k"), Value: []byte("v"), CreateRevision: 2, ModRevision: 3, Version: 2}
	header := api.ResponseHeader{ClusterID: 1, MemberID: 2, Revision: 3, RaftTerm: 4}
	self := api.Member{ID: 7, Name: "n", PeerURLs: []string{"p"}, ClientURLs: []string{"c"}}
	ttl := int64(5)
	for _, r := range []api.Request{api.Health{}, api.Version{}, api.V2Members{}, api.V2Keys{Method: "PUT", Path: "/a", TTL: &ttl},
		api.Put{Key: []byte("k"), Value: []byte("v"), PrevKV: true}, api.Range{Key: []byte("k"), Limit: 3}, api.DeleteRange{Key: []byte("k")},
		api.Txn{Success: []api.Request{api.Put{Key: []byte("k")}}}, api.MemberList{}, api.Status{}} {
		in := member.Request{Conn: 9, API: r}
		require.Equal(t, in, *recode(t, &in, (*member.Request).Code))
	}
	http := request("PUT", "/v2/keys/a", "value=b")
	require.Equal(t, http, *recode(t, &http, (*member.Request).Code))
	for _, r := range []api.Response{api.HealthResponse{Healthy: true}, api.VersionResponse{Server: "a", Cluster: "b"}, api.V2MembersResponse{Members: []api.Member{self}},
		api.PutResponse{Header: header, PrevKV: &kv}, api.RangeResponse{Header: header, KVs: []api.KeyValue{kv}, More: true, Count: 4},
		api.DeleteRangeResponse{Header: header, Deleted: 1, PrevKVs: []api.KeyValue{kv}}, api.MemberListResponse{Header: header, Members: []api.Member{self}},
		api.StatusResponse{Header: header, Version: "3", Leader: 5}, api.ErrTimeout, api.NotYet{What: "x"}} {
		in := member.Reply{Conn: 9, API: r}
		require.Equal(t, in, *recode(t, &in, (*member.Reply).Code))
	}
	reply := member.Reply{Conn: 1, HTTP: &api.HTTPResponse{Status: 201, Header: []api.Header{{Name: "A", Value: "b"}}, Body: []byte("c")}}
	require.Equal(t, reply, *recode(t, &reply, (*member.Reply).Code))
}

func recode[T any](t *testing.T, in *T, code func(*T, *wire.Coder)) *T {
	e := wire.NewEncoder(nil)
	code(in, e)
	d := wire.NewDecoder(e.Encoded())
	var out T
	code(&out, d)
	require.NoError(t, d.Err())
	require.Zero(t, d.Rest())
	return &out
}

func FuzzDecodeRequestAndReply(f *testing.F) {
	for _, r := range []member.Request{{API: api.Put{Key: []byte("k")}}, request("GET", "/health", "")} {
		e := wire.NewEncoder(nil)
		r.Code(e)
		f.Add(e.Encoded())
	}
	f.Add([]byte(strings.Repeat("\x01\x00\x08", 20)))
	f.Fuzz(func(t *testing.T, data []byte) {
		var r member.Request
		r.Code(wire.NewDecoder(data))
		var p member.Reply
		p.Code(wire.NewDecoder(data))
	})
}
