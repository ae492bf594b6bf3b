package shell_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/api"
	"raftarium/core/member"
	"raftarium/core/shell"
	"raftarium/core/sim"
	"raftarium/core/wire"
)

// fake is a server that answers with its own map, or not at all: enough for a
// terminal to talk to.
type fake struct {
	keys, values []string
	revision     int64
	silent       bool
	watching     []uint64 // connections that wait for a change
	watchers     []sim.Node
	heard        []string
}

func (f *fake) Start(*sim.Turn)                 {}
func (f *fake) Fire(*sim.Turn, sim.Timer)       {}
func (f *fake) Written(*sim.Turn, sim.WriteSeq) {}
func (f *fake) Input(_ *sim.Turn, in any)       { f.silent = in == "silent" }
func (f *fake) Observe(*sim.Turn)               {}
func (f *fake) Crash(sim.WriteSeq)              { f.watching, f.watchers = nil, nil }
func (f *fake) Clone() sim.Actor                { c := *f; return &c }
func (f *fake) header() api.ResponseHeader {
	return api.ResponseHeader{Revision: f.revision, MemberID: 7}
}
func (f *fake) at(key string) int {
	for i, k := range f.keys {
		if k == key {
			return i
		}
	}
	return -1
}

func (f *fake) set(key, value string) {
	f.revision++
	if i := f.at(key); i >= 0 {
		f.keys = append(append([]string(nil), f.keys[:i]...), f.keys[i+1:]...)
		f.values = append(append([]string(nil), f.values[:i]...), f.values[i+1:]...)
	}
	f.keys, f.values = append(f.keys[:len(f.keys):len(f.keys)], key), append(f.values[:len(f.values):len(f.values)], value)
}

func (f *fake) Code(c *wire.Coder) {
	wire.List(c, &f.keys, c.String)
	wire.List(c, &f.values, c.String)
	c.Int64(&f.revision)
	c.Bool(&f.silent)
	wire.List(c, &f.watching, c.Uint64)
	wire.List(c, &f.watchers, func(n *sim.Node) { wire.Number(c, n) })
	wire.List(c, &f.heard, c.String)
}

func (f *fake) Deliver(t *sim.Turn, from sim.Node, payload any) {
	r, ok := payload.(member.Request)
	if !ok {
		f.heard = append(f.heard[:len(f.heard):len(f.heard)], fmt.Sprintf("%T", payload))
		return
	}
	if f.silent {
		return
	}
	if r.HTTP != nil {
		f.http(t, from, r)
		return
	}
	reply := member.Reply{Conn: r.Conn}
	switch q := r.API.(type) {
	case api.Put:
		f.set(string(q.Key), string(q.Value))
		reply.API = api.PutResponse{Header: f.header()}
	case api.Range:
		a := api.RangeResponse{Header: f.header()}
		if i := f.at(string(q.Key)); i >= 0 {
			a.KVs = []api.KeyValue{{Key: []byte(f.keys[i]), Value: []byte(f.values[i])}}
			a.Count = 1
		}
		reply.API = a
		if len(q.Key) == 0 {
			reply.API = api.ErrEmptyKey
		}
	case api.DeleteRange:
		a := api.DeleteRangeResponse{Header: f.header()}
		if i := f.at(string(q.Key)); i >= 0 {
			f.keys = append(append([]string(nil), f.keys[:i]...), f.keys[i+1:]...)
			f.values = append(append([]string(nil), f.values[:i]...), f.values[i+1:]...)
			a.Deleted = 1
		}
		reply.API = a
	case api.Status:
		reply.API = api.StatusResponse{Header: f.header(), Version: "3.4.14", DBSize: 20480, Leader: 7, RaftTerm: 2, RaftIndex: 9, RaftAppliedIndex: 9}
	case api.MemberList:
		reply.API = api.MemberListResponse{Members: []api.Member{{ID: 7, Name: "etcd-01"}}}
	}
	t.Send(from, reply)
}

func (f *fake) http(t *sim.Turn, from sim.Node, r member.Request) {
	answer := func(conn uint64, to sim.Node, h api.HTTPResponse) { t.Send(to, member.Reply{Conn: conn, HTTP: &h}) }
	h := r.HTTP
	path, query, _ := strings.Cut(h.Target, "?")
	key, isKey := strings.CutPrefix(path, "/v2/keys/")
	head := []api.Header{{Name: "Content-Type", Value: "application/json"}}
	switch {
	case path == "/health":
		answer(r.Conn, from, api.HTTPResponse{Status: 200, Header: []api.Header{{Name: "Content-Length", Value: "17"}}, Body: []byte(`{"health":"true"}`)})
	case path == "/moved":
		answer(r.Conn, from, api.HTTPResponse{Status: 301, Header: []api.Header{{Name: "Location", Value: "/health"}}})
	case path == "/loop":
		answer(r.Conn, from, api.HTTPResponse{Status: 301, Header: []api.Header{{Name: "Location", Value: "/loop"}}})
	case path == "/echo":
		var b strings.Builder
		fmt.Fprintf(&b, "%s %s %s\n", h.Method, h.Target, h.Host)
		for _, line := range h.Header {
			fmt.Fprintf(&b, "%s: %s\n", line.Name, line.Value)
		}
		b.Write(h.Body)
		answer(r.Conn, from, api.HTTPResponse{Status: 200, Body: []byte(b.String())})
	case isKey && h.Method == "GET" && strings.Contains(query, "wait=true"):
		f.watching = append(f.watching, r.Conn)
		f.watchers = append(f.watchers, from)
		answer(r.Conn, from, api.HTTPResponse{Status: 200, Header: head, Stream: true})
	case isKey && h.Method == "GET" && f.at(key) >= 0:
		answer(r.Conn, from, api.HTTPResponse{Status: 200, Header: head, Body: []byte(`{"value":"` + f.values[f.at(key)] + "\"}\n")})
	case isKey && h.Method == "PUT":
		f.set(key, strings.TrimPrefix(string(h.Body), "value="))
		for i, conn := range f.watching {
			answer(conn, f.watchers[i], api.HTTPResponse{Body: []byte("changed " + key + "\n"), Stream: false})
		}
		f.watching, f.watchers = nil, nil
		answer(r.Conn, from, api.HTTPResponse{Status: 201, Header: head, Body: []byte("{}\n")})
	default:
		answer(r.Conn, from, api.HTTPResponse{Status: 404, Header: head, Body: []byte("404 page not found\n")})
	}
}

// host knows servers 1 to 3 as etcd-01 to etcd-03.
type host struct{}

func (host) Endpoint(w *sim.World, hostport string) (sim.Node, bool) {
	name, port, _ := strings.Cut(hostport, ":")
	n, err := strconv.Atoi(port)
	node := sim.Node((n-2379)/100 + 1)
	ok := err == nil && (name == "127.0.0.1" || name == "localhost") && n >= 2379 && (n-2379)%100 == 0 && w.Actor(node) != nil
	return node, ok
}

func (h host) Member(w *sim.World, name string) (sim.Node, error) {
	for i, known := range h.Names(w) {
		if name == known || name == strconv.Itoa(i+1) {
			return sim.Node(i + 1), nil
		}
	}
	return 0, fmt.Errorf("there is no member '%s', only %s", name, strings.Join(h.Names(w), ", "))
}

func (host) Names(*sim.World) []string                        { return []string{"etcd-01", "etcd-02", "etcd-03"} }
func (host) Keys(_ *sim.World, prefix string, _ int) []string { return []string{prefix + "message"} }
func (host) Listeners(w *sim.World) (all []shell.Listener) {
	for n := sim.Node(1); n <= 3; n++ {
		if w.Actor(n) != nil && w.Up(n) {
			all = append(all, shell.Listener{Node: n, PID: 1000 + int(n), Command: "etcd", Address: "127.0.0.1", Port: 2279 + 100*int(n)})
		}
	}
	return all
}
func (host) Epoch(*sim.World) int64 { return 1_600_000_000_000_000_000 }
func (host) Check(w *sim.World, act shell.Act) error {
	if a, ok := act.(shell.Crash); ok && !w.Up(a.Member) {
		return fmt.Errorf("member %d is down already", a.Member)
	}
	return nil
}
func (host) State(w *sim.World) []byte { return []byte(`{"time_ms":` + w.Now().String() + `}`) }
func (host) Probe(w *sim.World, path string) (string, error) {
	switch path {
	case "members.etcd-01.up":
		return strconv.FormatBool(w.Up(1)), nil
	case "time_ms":
		return string(w.Now().AppendMilliseconds(nil)), nil
	}
	return "", fmt.Errorf("the state has no '%s'", path)
}
func (host) Conditions() []string { return []string{"leader", "commit"} }
func (host) Condition(w *sim.World, name string, args []string) (bool, error) {
	if name == "commit" && len(args) != 1 {
		return false, fmt.Errorf("commit needs an index")
	}
	return w.Now() >= 5*sim.Second, nil
}
func (host) EventKinds() []string                             { return []string{"crashed", "restarted"} }
func (host) Server(*sim.World, sim.Node) (i shell.ServerInfo) { return }
func (host) Options() []string                                { return []string{"pre-vote", "snapshot-every"} }
func (host) Rules() []string                                  { return []string{"vote-once", "quorum-is-majority"} }
func (host) Report(*sim.World) (string, bool)                 { return "all hold", true }
func (host) Presets() []shell.Preset {
	return []shell.Preset{{"lan", "a rack"}, {"wan", "a continent"}}
}
func (host) Warnings(*sim.World) []string { return []string{"That cannot work."} }
func (host) Times(*sim.World) shell.Times {
	return shell.Times{Heartbeat: 50 * sim.Millisecond, ElectionMin: 150 * sim.Millisecond, ElectionMax: 300 * sim.Millisecond}
}

// governor carries out the few acts that the tests need, and keeps none.
type governor struct{}

func (governor) Govern(w *sim.World, act any, _ sim.Node, cause sim.EventID) {
	switch a := act.(type) {
	case shell.Crash:
		w.Crash(a.Member, cause)
	case shell.Restart:
		w.Restart(a.Member, cause)
	case shell.Pause:
		w.Pause(a.Member, cause)
	case shell.Cluster:
		w.RemoveServers(cause)
		for range a.Members {
			w.AddServer(&fake{}, cause)
		}
	}
}

// codec knows fakes and terminals.
type codec struct{}

func (codec) Actor(c *wire.Coder, client bool, actor *sim.Actor) {
	switch {
	case !c.Decoding():
	case client:
		*actor = shell.NewTerminal("", host{})
	default:
		*actor = &fake{}
	}
}

func (codec) Payload(c *wire.Coder, payload *any) {
	var r member.Request
	var p member.Reply
	var tag uint64
	switch v := (*payload).(type) {
	case member.Request:
		tag, r = 1, v
	case member.Reply:
		tag, p = 2, v
	case member.Cancel:
		tag, r.Conn = 3, v.Conn
	}
	c.Uint64(&tag)
	switch tag {
	case 1:
		c.Uint64(&r.Conn)
		codeRequest(c, &r)
		*payload = r
	case 2:
		c.Uint64(&p.Conn)
		codeReply(c, &p)
		*payload = p
	case 3:
		c.Uint64(&r.Conn)
		*payload = member.Cancel{Conn: r.Conn}
	}
}

// codeRequest and codeReply code all that is asked and answered.
func codeRequest(c *wire.Coder, r *member.Request) {
	isHTTP := r.HTTP != nil
	c.Bool(&isHTTP)
	if !isHTTP {
		api.CodeRequest(c, &r.API)
		return
	}
	h := api.HTTPRequest{}
	if r.HTTP != nil {
		h = *r.HTTP
	}
	h.Code(c)
	r.HTTP = &h
}

func codeReply(c *wire.Coder, p *member.Reply) {
	isHTTP := p.HTTP != nil
	c.Bool(&isHTTP)
	if !isHTTP {
		api.CodeResponse(c, &p.API)
		return
	}
	h := api.HTTPResponse{}
	if p.HTTP != nil {
		h = *p.HTTP
	}
	h.Code(c)
	p.HTTP = &h
}

// bench is a world of three fakes with a terminal.
type bench struct {
	*testing.T
	world *sim.World
	node  sim.Node
}

func newBench(t *testing.T) *bench {
	w := sim.New(sim.Config{Seed: 1, Clients: sim.Link{Latency: sim.Millisecond}})
	w.SetGovernor(governor{})
	for range 3 {
		w.AddServer(&fake{}, 0)
	}
	return &bench{t, w, w.AddClient(shell.NewTerminal("A", host{}), 0)}
}

func (b *bench) term() *shell.Terminal { return b.world.Actor(b.node).(*shell.Terminal) }

// do types something and does not wait.
func (b *bench) do(line string) { b.world.Input(b.world.Now(), b.node, shell.Line{Text: line}) }

// run types a line and waits until it has ended, for at most ten minutes.
func (b *bench) run(line string) shell.Result {
	ended := b.term().Ended()
	b.do(line)
	for until := b.world.Now() + 600*sim.Second; b.term().Ended() == ended; {
		require.LessOrEqual(b, b.world.Next(), until, "the line does not end: %s", line)
		b.world.Step()
	}
	return b.term().Result()
}

// screen is what the terminal shows, as text.
func (b *bench) screen() string {
	var out strings.Builder
	for _, line := range b.term().Screen().All {
		out.WriteString(line.Text + "\n")
	}
	return out.String()
}
