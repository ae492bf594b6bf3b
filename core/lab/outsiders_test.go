package lab

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/api"
	"raftarium/core/narrate"
	"raftarium/core/sim"
)

// outside is a world with programs outside, and what they have heard.
type outside struct {
	testing.TB
	*Lab
	seen  sim.EventID
	conn  uint64
	heard map[uint64]string // "201 {…}", by exchange; "closed" in the end
}

func newOutside(t testing.TB) *outside {
	o := &outside{TB: t, Lab: newOf(t, Config{Members: 3, Seed: 3}), heard: map[uint64]string{}}
	o.Advance(2 * sim.Second)
	return o
}

func (o *outside) call(n sim.Node, method, target string) uint64 {
	o.conn++
	o.input(Input{What: Call{Conn: o.conn, Server: n, HTTP: api.HTTPRequest{Method: method, Target: target, Host: "127.0.0.1:2379"}}})
	return o.conn
}

// pass lets time pass and listens.
func (o *outside) pass(d sim.Time) {
	for until := o.Now() + d; o.Now() < until; {
		o.Advance(min(until, max(o.Now()+1, o.World().Next())))
		trace := o.World().Trace()
		for ; o.seen < trace.Next(); o.seen++ {
			e, ok := trace.At(o.seen)
			if !ok {
				continue
			}
			switch conn, piece, ok := Heard(o.World(), e); {
			case ok && piece == nil:
				o.heard[conn] += "closed"
			case ok:
				if o.heard[conn] == "" {
					o.heard[conn] = string(rune('0'+piece.Status/100)) + "xx "
				}
				o.heard[conn] += string(piece.Body)
			}
		}
	}
}

func TestAProgramOutsideIsAnsweredByTheWorld(t *testing.T) {
	o := newOutside(t)
	require.Equal(t, sim.Nobody, Outsiders(o.World()))
	put := o.call(2, "PUT", "/v2/keys/message?value=hello")
	get := o.call(1, "GET", "/v2/keys/nothing")
	require.Empty(t, o.heard)
	o.pass(sim.Second)
	require.Equal(t, `2xx {"action":"set","node":{"key":"/message","value":"hello","modifiedIndex":8,"createdIndex":8}}`+"\n", o.heard[put])
	require.Contains(t, o.heard[get], `4xx {"errorCode":100,"message":"Key not found"`)

	at := Outsiders(o.World())
	require.Equal(t, narrate.Outside, NameOf(o.World(), at))
	client := o.World().Actor(at).(Client)
	require.Equal(t, "GET /v2/keys/nothing", client.Journey().Summary)
	require.NotZero(t, client.Journey().Answered)
	_, waits := client.WaitingAt()
	require.False(t, waits)
}

func TestWhoIsOutsideHearsThatAMemberIsDown(t *testing.T) {
	o := newOutside(t)
	require.NoError(t, o.Do("pause etcd-02"))
	held := o.call(2, "GET", "/health")
	o.pass(sim.Second)
	require.Empty(t, o.heard, "it accepts connections and does not answer")
	require.NoError(t, o.Do("crash etcd-02"))
	late := o.call(2, "GET", "/health")
	other := o.call(1, "GET", "/version")
	o.pass(sim.Second)
	require.Equal(t, "closed", o.heard[held])
	require.Equal(t, "closed", o.heard[late])
	require.Contains(t, o.heard[other], "2xx ")
}

func TestWhoHangsUpIsForgottenByTheMember(t *testing.T) {
	o := newOutside(t)
	require.NoError(t, o.Do("partition 1 | 2 | 3"))
	conn := o.call(1, "PUT", "/v2/keys/a?value=1")
	o.pass(sim.Second)
	o.input(Input{What: HangUp{conn}})
	o.input(Input{What: HangUp{99}})
	o.pass(20 * sim.Second)
	require.Empty(t, o.heard)
	require.Empty(t, o.World().Actor(Outsiders(o.World())).(*outsiders).calls)
}

func TestRequestsThatCannotBeAreNotBegun(t *testing.T) {
	o := newOutside(t)
	for _, n := range []sim.Node{0, 4, sim.FirstClient, 60000} {
		o.call(n, "GET", "/version")
	}
	conn := o.call(1, "GET", "/version")
	o.conn--
	o.call(2, "GET", "/health") // with the number of one that is open
	o.pass(sim.Second)
	require.Len(t, o.heard, 1)
	require.Contains(t, o.heard[conn], "etcdserver")

	require.NoError(t, o.Do("pause etcd-01"))
	for range CallsMax + 5 {
		o.call(1, "GET", "/version")
	}
	require.Len(t, o.World().Actor(Outsiders(o.World())).(*outsiders).calls, CallsMax)
}

func TestRequestsFromOutsideAreReplayedExactly(t *testing.T) {
	o := newOutside(t)
	o.call(2, "PUT", "/v2/keys/message?value=hello")
	o.pass(30 * sim.Millisecond)
	gone := o.call(3, "PUT", "/v2/keys/other?value=1")
	o.pass(5 * sim.Millisecond)
	o.input(Input{What: HangUp{gone}})
	require.NoError(t, o.Type("A", "etcdctl put a b"))
	o.pass(10 * sim.Millisecond)
	middle, decoded := momentOf(o.Lab), newOf(t, Config{Members: 3, Seed: 3})
	w, err := decoded.DecodeWorld(middle.world)
	require.NoError(t, err)
	o.pass(sim.Second)
	end := momentOf(o.Lab)

	w.RunUntil(end.at)
	require.Equal(t, end.state, string(AppendState(nil, w)), "an encoded world goes on as the original")
	opened, err := Open(o.Link())
	require.NoError(t, err)
	end.equal(t, momentOf(opened), "a link leads there")
	o.Seek(middle.at)
	middle.equal(t, momentOf(o.Lab), "time goes back")
}
