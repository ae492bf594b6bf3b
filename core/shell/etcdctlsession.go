package shell

import (
	"errors"
	"strconv"

	"raftarium/core/api"
	"raftarium/core/wire"
)

// etcdctl's locks and elections, as etcd's client has them (clientv3/concurrency:
// session.go, mutex.go, election.go, key.go). Whoever wants one puts a key below
// its name, with a lease, and waits until none is left that was created before
// it: each waits for its predecessor alone.

// ctlSession is a lease that is kept alive, and the key that hangs on it.
type ctlSession struct {
	name     string // what is locked or campaigned for; empty: no session
	lease    ctlLease
	rev      int64  // at which the own key was created; of an observer, what it has heard
	held     bool   // the lock is held, or the election won
	giving   bool   // it is being given back
	exit     int    // the code to exit with then
	watching string // the key whose end is waited for
}

// The kinds of session, and the steps of a call.
const (
	defaultTTL = 60 // of a session that is not given one (concurrency.defaultSessionTTL)

	grantTag = 1 + iota
	acquireTag
	beforeTag // who stands directly before
	goneTag   // a watch for the end of whom
	shownTag
	giveTag
	observeTag // who leads
	ledTag     // a watch for what becomes of it
)

func planLock(v ctlValues, args []string, p *ctlPlan) error {
	if len(args) == 0 {
		return errors.New("lock takes a lock name argument and an optional command to execute")
	}
	ttl, _ := strconv.ParseInt(v["ttl"], 0, 64)
	if ttl <= 0 {
		ttl = defaultTTL
	}
	p.name, p.words, p.id = args[0], args[1:], uint64(ttl)
	p.run, p.failure = runLock, "session expired"
	return p.connect(v)
}

func planElect(v ctlValues, args []string, p *ctlPlan) error {
	listens := v.on("listen")
	switch {
	case len(args) != 1 && len(args) != 2:
		return errors.New("elect takes one election name argument and an optional proposal argument")
	case len(args) == 1 && !listens:
		return errors.New("no proposal argument but -l not set")
	case len(args) == 2 && listens:
		return errors.New("proposal given but -l is set")
	}
	p.name, p.words, p.id, p.run = args[0], args[1:], defaultTTL, runElect
	p.failure = "elect: session expired"
	if listens {
		p.run = runObserve
	}
	return p.connect(v)
}

func (s *ctlSession) prefix() string { return api.ContestPrefix([]byte(s.name)) }
func (s *ctlSession) key() []byte    { return []byte(api.ContestKey(s.prefix(), s.lease.id)) }

// begin grants the session's lease, and keep answers what happens to it. Keep
// reports whether that was all.
func (e *etcdctl) beginSession(x context) {
	e.session = ctlSession{name: e.plan.name}
	e.ask(x, ctlCall{tag: grantTag, request: api.LeaseGrant{TTL: int64(e.plan.id)}})
}

// keepSession takes what happens to the session's lease, and reports whether
// it was about that. Then is called when the session stands.
func (e *etcdctl) keepSession(x context, ev ctlEvent, then func()) bool {
	s := &e.session
	switch {
	case ev.kind == ctlBegun:
		e.beginSession(x)
	case ev.kind == ctlTime:
		s.lease.renew(x, e)
	case ev.call != nil && ev.call.tag == keepAliveTag:
		ok := false
		if ev.kind == ctlAnswered {
			_, ok = s.lease.renewed(x, ev.answer)
		}
		switch {
		case ok:
			e.alarm = s.lease.next
		case ev.kind == ctlAnswered || x.turn.Now() >= s.lease.ends:
			e.fail(x, ctlError, e.plan.failure)
		default:
			e.alarm = x.turn.Now() + renewEvery
		}
	case ev.kind == ctlFailed:
		if s.giving && s.exit != 0 {
			x.exit(s.exit)
			return true
		}
		e.fail(x, ctlError, reason(ev.err))
	case ev.kind == ctlAnswered && ev.call.tag == grantTag:
		r, _ := ev.answer.(api.LeaseGrantResponse)
		s.lease = ctlLease{id: r.ID}
		s.lease.renew(x, e)
		then()
	default:
		return false
	}
	return true
}

// acquire puts the own key if it is not there. A lock asks for the oldest at the
// same time, an election does not.
func (e *etcdctl) acquire(x context, value string, oldest bool) {
	s := &e.session
	txn := api.Contend(s.prefix(), string(s.key()), []byte(value), s.lease.id)
	if !oldest {
		txn.Success, txn.Failure = txn.Success[:1], txn.Failure[:1]
	}
	e.ask(x, ctlCall{tag: acquireTag, request: txn})
}

// askBefore asks for the key that was created directly before the own one.
func (e *etcdctl) askBefore(x context) {
	e.ask(x, ctlCall{tag: beforeTag, again: true, request: api.Before(e.session.prefix(), e.session.rev)})
}

// awaitEnd waits for the end of a key, from a revision on.
func (e *etcdctl) awaitEnd(x context, key []byte, from int64) {
	e.ask(x, ctlCall{tag: goneTag, streams: true, request: api.Watch{Messages: []api.WatchMessage{api.WatchCreate{Key: key, StartRevision: from}}}})
}

// wait goes on with waiting for those before; it reports true when there are
// none any more.
func (e *etcdctl) wait(x context, ev ctlEvent) (first bool) {
	switch {
	case ev.kind != ctlAnswered:
	case ev.call.tag == beforeTag:
		r, _ := ev.answer.(api.RangeResponse)
		if len(r.KVs) == 0 {
			return true
		}
		e.awaitEnd(x, r.KVs[0].Key, r.Header.Revision)
	case ev.call.tag == goneTag:
		r, _ := ev.answer.(api.WatchResponse)
		for i := range r.Events {
			if r.Events[i].Delete {
				e.end(x, ev.call)
				e.askBefore(x)
				break
			}
		}
	}
	return false
}

// runLock is lock: it runs its command while it holds the lock, or holds it
// until Ctrl-C.
func runLock(x context, e *etcdctl, ev ctlEvent) {
	s := &e.session
	if e.keepSession(x, ev, func() { e.acquire(x, "", true) }) {
		return
	}
	switch {
	case ev.kind == ctlSignalled:
		if e.stops() && e.child == 0 {
			e.giveBack(x, api.DeleteRange{Key: s.key()})
		}
	case ev.kind == ctlEnded:
		e.child = 0
		if ev.code != 0 {
			e.lastErr = exitText(ev.code)
		}
		e.giveBack(x, api.DeleteRange{Key: s.key()})
	case ev.kind != ctlAnswered:
	case ev.call.tag == acquireTag:
		r, _ := ev.answer.(api.TxnResponse)
		s.rev, _ = api.Contended(r)
		if owner, ok := r.Responses[len(r.Responses)-1].(api.RangeResponse); ok && len(owner.KVs) > 0 && owner.KVs[0].CreateRevision != s.rev {
			e.askBefore(x)
			return
		}
		e.locked(x)
	case ev.call.tag == shownTag:
		if r, _ := ev.answer.(api.RangeResponse); len(r.KVs) == 0 {
			e.fail(x, ctlError, "lock lost on init")
			return
		}
		e.show(x, ev.answer)
	case ev.call.tag == giveTag:
		e.given(x)
	case e.wait(x, ev):
		r, _ := ev.answer.(api.RangeResponse)
		s.rev = r.Header.Revision
		e.locked(x)
	}
}

// locked runs the command, or shows the key.
func (e *etcdctl) locked(x context) {
	s := &e.session
	s.held = true
	if len(e.plan.words) == 0 {
		e.ask(x, ctlCall{tag: shownTag, again: true, request: api.Range{Key: s.key()}})
		return
	}
	e.child = x.execute(e.plan.words, []string{"ETCD_LOCK_KEY=" + string(s.key()), "ETCD_LOCK_REV=" + strconv.FormatInt(s.rev, 10)})
	if e.child == 0 {
		e.lastErr = notFound(e.plan.words[0])
		e.giveBack(x, api.DeleteRange{Key: s.key()})
	}
}

// stops reports whether a signal is the first, which has the command give back what it
// holds. If it holds nothing yet, it says that it was interrupted.
func (e *etcdctl) stops() bool {
	s := &e.session
	if !s.giving && !s.held {
		e.lastErr = api.ErrRequestCanceled.Text
	}
	return !s.giving
}

// giveBack gives up what is held or waited for.
func (e *etcdctl) giveBack(x context, how api.Request) {
	s := &e.session
	s.giving = true
	for len(e.calls) > 0 {
		e.end(x, e.calls[0])
	}
	e.alarm = 0
	if e.lastErr != "" {
		s.exit = ctlError
	}
	e.ask(x, ctlCall{tag: giveTag, request: how, until: e.timed(x)})
}

// given ends etcdctl when all is given back.
func (e *etcdctl) given(x context) {
	if e.lastErr != "" {
		e.fail(x, ctlError, e.lastErr)
		return
	}
	x.exit(0)
}

// runElect is elect: it campaigns, and leads until Ctrl-C.
func runElect(x context, e *etcdctl, ev ctlEvent) {
	s := &e.session
	if e.keepSession(x, ev, func() { e.acquire(x, e.plan.words[0], false) }) {
		return
	}
	switch {
	case ev.kind == ctlSignalled:
		if e.stops() {
			e.giveBack(x, api.IfStill(string(s.key()), s.rev, api.DeleteRange{Key: s.key()}))
		}
	case ev.kind != ctlAnswered:
	case ev.call.tag == acquireTag:
		r, _ := ev.answer.(api.TxnResponse)
		s.rev, _ = api.Contended(r)
		e.askBefore(x)
	case ev.call.tag == shownTag:
		s.held = true
		e.show(x, ev.answer)
	case ev.call.tag == giveTag:
		e.given(x)
	case e.wait(x, ev):
		e.ask(x, ctlCall{tag: shownTag, again: true, request: api.Range{Key: s.key()}})
	}
}

// runObserve is elect -l: it tells who leads, and who does after that.
func runObserve(x context, e *etcdctl, ev ctlEvent) {
	s := &e.session
	look := func() { e.ask(x, ctlCall{tag: observeTag, again: true, request: api.Oldest(s.prefix())}) }
	if e.keepSession(x, ev, look) {
		return
	}
	watch := func(c api.WatchCreate) {
		s.rev = c.StartRevision
		e.ask(x, ctlCall{tag: ledTag, streams: true, request: api.Watch{Messages: []api.WatchMessage{c}}})
	}
	switch {
	case ev.kind == ctlSignalled:
		e.cancel(x)
		x.exit(0)
	case ev.kind == ctlLost:
		if q, ok := ev.call.request.(api.Watch); ok && ev.call.tag == ledTag {
			c := q.Messages[0].(api.WatchCreate)
			c.StartRevision = s.rev
			ev.call.request = api.Watch{Messages: []api.WatchMessage{c}}
		}
	case ev.kind != ctlAnswered:
	case ev.call.tag == observeTag:
		r, _ := ev.answer.(api.RangeResponse)
		if len(r.KVs) == 0 {
			s.watching = ""
			prefix := []byte(s.prefix())
			watch(api.WatchCreate{Key: prefix, RangeEnd: api.PrefixEnd(prefix), StartRevision: r.Header.Revision, NoDelete: true})
			return
		}
		if e.show(x, api.RangeResponse{Header: r.Header, KVs: r.KVs}) {
			s.watching = string(r.KVs[0].Key)
			watch(api.WatchCreate{Key: r.KVs[0].Key, StartRevision: r.Header.Revision + 1})
		}
	case ev.call.tag == ledTag:
		r, _ := ev.answer.(api.WatchResponse)
		for i := range r.Events {
			change := &r.Events[i]
			s.rev = change.KV.ModRevision + 1
			if change.Delete {
				e.end(x, ev.call)
				look()
				return
			}
			if !e.show(x, api.RangeResponse{Header: r.Header, KVs: []api.KeyValue{change.KV}}) {
				return
			}
			if s.watching == "" { // the first that came: from now on it alone counts
				e.end(x, ev.call)
				s.watching = string(change.KV.Key)
				watch(api.WatchCreate{Key: change.KV.Key, StartRevision: r.Header.Revision + 1})
				return
			}
		}
	}
}

func (s *ctlSession) code(c *wire.Coder) {
	c.String(&s.name)
	s.lease.code(c)
	c.Int64(&s.rev)
	c.Bool(&s.held)
	c.Bool(&s.giving)
	wire.Number(c, &s.exit)
	c.String(&s.watching)
}
