package shell

import (
	"errors"
	"fmt"
	"strconv"

	"raftarium/core/api"
	"raftarium/core/sim"
	"raftarium/core/wire"
)

// etcdctl's leases: etcdctl/ctlv3/command/lease_command.go.

func planGrant(v ctlValues, args []string, p *ctlPlan) error {
	if len(args) != 1 {
		return errors.New("lease grant command needs TTL argument")
	}
	ttl, err := strconv.ParseInt(args[0], 10, 64)
	if err != nil {
		return fmt.Errorf("bad TTL (%w)", err)
	}
	p.failure = "failed to grant lease (%s)"
	return p.once(v, api.LeaseGrant{TTL: ttl})
}

// leaseID reads the ID of the lease that a command is about.
func (p *ctlPlan) leaseID(args []string, missing string) (int64, error) {
	if len(args) != 1 {
		return 0, errors.New(missing)
	}
	id, err := strconv.ParseInt(args[0], 16, 64)
	if err != nil {
		return 0, fmt.Errorf("bad lease ID arg (%w), expecting ID in Hex", err)
	}
	p.print.ID = uint64(id)
	return id, nil
}

func planRevoke(v ctlValues, args []string, p *ctlPlan) error {
	id, err := p.leaseID(args, "lease revoke command needs 1 argument")
	if err != nil {
		return err
	}
	p.failure = "failed to revoke lease (%s)"
	return p.once(v, api.LeaseRevoke{ID: id})
}

func planTimeToLive(v ctlValues, args []string, p *ctlPlan) error {
	id, err := p.leaseID(args, "lease timetolive command needs lease ID as argument")
	if err != nil {
		return err
	}
	p.again, p.untimed, p.failCode, p.print.Keys = true, true, ctlBadConn, v.on("keys")
	return p.once(v, api.LeaseTimeToLive{ID: id, Keys: v.on("keys")})
}

func planLeases(v ctlValues, _ []string, p *ctlPlan) error {
	p.again, p.untimed, p.failCode = true, true, ctlBadConn
	return p.once(v, api.LeaseLeases{})
}

func planKeepAlive(v ctlValues, args []string, p *ctlPlan) error {
	id, err := p.leaseID(args, "lease keep-alive command needs lease ID as argument")
	if err != nil {
		return err
	}
	p.run, p.lease = runKeepAlive, ctlLease{id: id, once: v.on("once")}
	return p.connect(v)
}

const (
	// keepAliveTag marks the calls that renew a lease.
	keepAliveTag = -1
	// firstKeepAlive is how long a client waits for the first answer
	// (clientv3/lease.go: the time to dial, and a second).
	firstKeepAlive = 3 * sim.Second
	// renewEvery is how often a client looks whether there is a lease to renew.
	renewEvery = sim.Second / 2
)

// ctlLease is a lease that etcdctl keeps alive (clientv3/lease.go): it renews
// it after each third of its TTL, and holds it for lost when the TTL is over.
type ctlLease struct {
	id   int64
	once bool
	base sim.Time // when it was renewed first
	next sim.Time // when it is renewed again
	ends sim.Time // when it is lost
}

// renew renews the lease now.
func (l *ctlLease) renew(x context, e *etcdctl) {
	if l.ends == 0 {
		l.base = x.turn.Now()
		l.ends = x.turn.Now() + firstKeepAlive
	}
	e.endAll(x, keepAliveTag)
	c := ctlCall{tag: keepAliveTag, request: api.LeaseKeepAlive{IDs: []int64{l.id}}, again: true}
	if !l.once {
		c.until, c.leads = l.ends, true
	}
	l.next = 0
	e.ask(x, c)
}

// renewed takes an answer, and reports false where there is no such lease.
func (l *ctlLease) renewed(x context, a api.Response) (ttl int64, ok bool) {
	r, ok := a.(api.LeaseKeepAliveResponse)
	if !ok || len(r.Renewed) != 1 || r.Renewed[0].TTL <= 0 {
		return 0, false
	}
	span := sim.Time(min(r.Renewed[0].TTL, int64(durationMax/sim.Second))) * sim.Second
	ticks := (x.turn.Now()-l.base+span/3)/renewEvery + 1
	l.next, l.ends = l.base+ticks*renewEvery, x.turn.Now()+span
	return r.Renewed[0].TTL, true
}

// runKeepAlive is lease keep-alive.
func runKeepAlive(x context, e *etcdctl, ev ctlEvent) {
	l := &e.session.lease
	over := func() {
		x.print(1, fmt.Sprintf("lease %016x expired or revoked.\n", l.id))
		x.exit(0)
	}
	switch ev.kind {
	case ctlBegun:
		*l = e.plan.lease
		l.renew(x, e)
	case ctlTime:
		l.renew(x, e)
	case ctlAnswered:
		_, ok := l.renewed(x, ev.answer)
		switch {
		case !ok && l.once:
			e.fail(x, ctlBadConn, api.ErrLeaseNotFound.Text)
		case !ok:
			over()
		case e.show(x, ev.answer) && l.once:
			x.exit(0)
		default:
			e.alarm = l.next
		}
	case ctlFailed:
		switch {
		case l.once:
			e.fail(x, ctlBadConn, reason(ev.err))
		case x.turn.Now() >= l.ends:
			over()
		default:
			e.alarm = x.turn.Now() + renewEvery
		}
	}
}

func (l *ctlLease) code(c *wire.Coder) {
	c.Int64(&l.id)
	c.Bool(&l.once)
	wire.Number(c, &l.base)
	wire.Number(c, &l.next)
	wire.Number(c, &l.ends)
}
