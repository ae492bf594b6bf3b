package lab

import (
	"bytes"
	"strconv"

	"raftarium/core/api"
	"raftarium/core/member"
	"raftarium/core/sim"
	"raftarium/mvcc"
)

// Watcher is a watch of v3 at the member through which it goes.
type Watcher struct {
	Client  sim.Node // who watches
	Request mvcc.WatchRequest
	Next    int64 // the revision from which on it is to be told
	Heard   int64 // that of which it has not heard: Next, unless what tells it is on its way
	Coming  int   // how many events are on their way

	conn uint64
}

// WatcherOf finds a watch by its stream and its ID within that.
func WatcherOf(w *sim.World, n sim.Node, stream uint64, id int64) (x Watcher, ok bool) {
	m := MemberAt(w, n)
	if m == nil || m.Watchers() == nil {
		return x, false
	}
	m.Watchers().Of(stream, func(its int64, r mvcc.WatchRequest) bool {
		if its == id {
			x.Request, ok = r, true
		}
		return its < id
	})
	client, conn, open := m.WatchClient(stream)
	if !ok || !open {
		return x, false
	}
	x.Client, x.conn = sim.Node(client), conn
	x.Next = m.Watchers().Next(m.KV(), stream, id)
	x.Heard = x.Next
	for at := range w.Messages {
		if at.From != n || at.To != x.Client {
			continue
		}
		if reply, is := at.Payload.(member.Reply); is && reply.Conn == x.conn && isNews(reply, id) {
			first, events := newsOf(reply)
			x.Heard = min(x.Heard, first)
			x.Coming += events
		}
	}
	return x, true
}

// What names what is watched, as etcdctl is told it.
func (x *Watcher) What() string {
	r := &x.Request
	switch {
	case r.End == "":
		return r.Key
	case r.End == mvcc.FromKey && r.Key == "\x00":
		return "\"\" --prefix"
	case r.End == mvcc.FromKey:
		return r.Key + " --from-key"
	case r.End == mvcc.PrefixEnd(r.Key):
		return r.Key + " --prefix"
	}
	return "[" + r.Key + ", " + r.End + ")"
}

// WhyWatcher says what led to a watch's place in history: what it was told last, and
// before that how it began.
func WhyWatcher(w *sim.World, n sim.Node, stream uint64, id int64) Answer {
	a := asker{w: w}
	x, ok := WatcherOf(w, n, stream, id)
	told, was := Newest(w, func(e *sim.Event) bool {
		r, is := e.Detail.(member.Reply)
		return is && e.Kind == sim.KindSent && e.Node == n && e.Peer == x.Client && r.Conn == x.conn && isNews(r, id)
	})
	if ok && was {
		a.causes(told, causesMax)
	}
	began, did := Newest(w, func(e *sim.Event) bool {
		r, is := e.Detail.(member.Request)
		return is && e.Kind == sim.KindReceived && e.Node == n && e.Peer == x.Client && r.Conn == x.conn
	})
	if ok && did {
		a.causes(began, causesMax)
	}
	if len(a.list) == 0 {
		a.say("why.gone")
	}
	return Answer{Title: "panel.why-watcher", Because: a.list}
}

// newsOf is the revision of the first event that an answer tells of, and how many they
// are; what goes through the gateway is counted in its JSON, in which keys and values
// are base64.
func newsOf(r member.Reply) (first int64, events int) {
	if told, is := r.API.(api.WatchResponse); is {
		return told.Events[0].KV.ModRevision, len(told.Events)
	}
	_, rest, _ := bytes.Cut(r.HTTP.Body, []byte(`"kv":{`))
	_, rest, _ = bytes.Cut(rest, []byte(`"mod_revision":"`))
	digits, _, _ := bytes.Cut(rest, []byte(`"`))
	first, _ = strconv.ParseInt(string(digits), 10, 64)
	return first, bytes.Count(r.HTTP.Body, []byte(`"kv":{`))
}

// isNews reports whether an answer tells a watch of changes.
func isNews(r member.Reply, id int64) bool {
	if told, is := r.API.(api.WatchResponse); is {
		return told.WatchID == id && len(told.Events) > 0
	}
	return r.HTTP != nil && bytes.Contains(r.HTTP.Body, []byte(`"events":[`))
}
