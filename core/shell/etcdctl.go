package shell

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"raftarium/core/api"
	"raftarium/core/member"
	"raftarium/core/sim"
	"raftarium/core/wire"
)

// How a client of etcd tries again. Connections that failed are made anew
// after a second, then ever later (google.golang.org/grpc/backoff); a read
// that a member could not answer is asked again soon (clientv3/options.go).
const (
	firstReconnect = sim.Second
	readAgainAfter = 25 * sim.Millisecond
	triesMax       = 100 // of a request that a member could not answer
)

// etcdctl is a running etcdctl.
type etcdctl struct {
	passive
	args, env []string
	plan      *ctlPlan // of args and env
	at        int      // which endpoint is asked
	failed    int      // endpoints that could not be connected to since the last pause
	pause     sim.Time // before the next time that all are tried again
	begun     sim.Time // of the request, with every endpoint of its own where each is asked
	unhealthy bool
	tries     int    // of the request to one endpoint, beyond the first
	leader    uint64 // that move-leader has found
	report    string // what is printed when all endpoints have been asked
	exchange
}

// runEtcdctl is the command etcdctl.
func runEtcdctl(x context, args []string, vars variables) {
	var env []string
	for _, v := range vars {
		if v.exported && strings.HasPrefix(v.name, "ETCDCTL_") {
			env = append(env, v.name+"="+v.value)
		}
	}
	plan := planCtl(args[1:], env)
	if plan.stdout != "" {
		x.print(1, plan.stdout)
	}
	if plan.stderr != "" {
		x.print(2, plan.stderr)
	}
	if plan.request == nil {
		x.exit(plan.code)
		return
	}
	x.start(&etcdctl{args: args[1:], env: env, plan: plan})
}

func (e *etcdctl) begin(x context) {
	e.begun = x.turn.Now()
	e.failed, e.pause = 0, firstReconnect
	x.turn.SetTimer(mainTimer, e.begun+e.plan.timeout)
	e.try(x)
}

// try asks an endpoint, or the next ones where nobody listens.
func (e *etcdctl) try(x context) {
	for {
		if server, ok := x.host.Endpoint(x.turn.World(), dialled(e.plan.endpoints[e.at])); ok {
			x.ask(&e.exchange, server, e.plan.summary, member.Request{API: e.request()})
			return
		}
		if !e.another(x) {
			return
		}
	}
}

// dialled is the address that an endpoint stands for, or "".
func dialled(endpoint string) string {
	if rest, ok := strings.CutPrefix(endpoint, "http://"); ok {
		endpoint = rest
	}
	if strings.Contains(endpoint, "/") {
		return ""
	}
	return endpoint
}

// another goes on to the next endpoint, and reports false where all have
// failed: then all are tried again after a pause.
func (e *etcdctl) another(x context) bool {
	all := len(e.plan.endpoints)
	if e.plan.each != "" {
		all = 1
	} else {
		e.at = (e.at + 1) % all
	}
	if e.failed++; e.failed < all {
		return true
	}
	e.failed = 0
	x.turn.SetTimer(retryTimer, x.turn.Now()+e.pause)
	e.pause = min(e.pause*8/5, 120*sim.Second)
	return false
}

func (e *etcdctl) refused(x context, from sim.Node) {
	if x.refusedBy(&e.exchange, from) && e.another(x) {
		e.try(x)
	}
}

func (e *etcdctl) closed(x context) {
	if !e.plan.again {
		e.end(x, errors.New("rpc error: code = Unavailable desc = transport is closing"))
		return
	}
	if e.another(x) {
		e.try(x)
	}
}

func (e *etcdctl) fire(x context, timer sim.Timer) {
	if timer == retryTimer {
		e.try(x)
		return
	}
	x.abandon(&e.exchange)
	e.end(x, api.ErrContextDeadline)
}

func (e *etcdctl) cancel(x context) { x.abandon(&e.exchange) }

func (e *etcdctl) reply(x context, from sim.Node, r member.Reply) {
	if r.API == nil || !x.answers(&e.exchange, from, r) {
		return
	}
	e.exchange.open = false
	switch a := r.API.(type) {
	case api.Error:
		if e.tries++; a.Code == api.Unavailable && e.plan.again && e.tries < triesMax {
			e.at = (e.at + 1) % len(e.plan.endpoints) * btoi(e.plan.each == "")
			x.turn.SetTimer(retryTimer, x.turn.Now()+readAgainAfter)
			return
		}
		e.end(x, a)
	case api.NotYet:
		e.end(x, a)
	default:
		e.answered(x, a)
	}
}

// answered prints an answer.
func (e *etcdctl) answered(x context, a api.Response) {
	switch e.plan.each {
	case "status":
		status, ok := a.(api.StatusResponse)
		if !ok {
			e.end(x, errors.New("the answer is no status"))
			return
		}
		e.report += statusLine(e.plan.endpoints[e.at], status)
		e.nextEndpoint(x)
		return
	case "health":
		took := time.Duration(x.turn.Now() - e.begun)
		e.report += fmt.Sprintf("%s is healthy: successfully committed proposal: took = %v\n", e.plan.endpoints[e.at], took)
		e.nextEndpoint(x)
		return
	}
	if e.plan.each == "leader" {
		e.moved(x, a)
		return
	}
	if e.plan.cluster {
		e.print(x, a)
		return
	}
	switch a.(type) {
	case api.PutResponse, api.RangeResponse, api.DeleteRangeResponse:
	default:
		e.end(x, errors.New("the answer is none to the request"))
		return
	}
	text, err := api.Print(a, e.plan.print)
	if err != nil {
		x.print(2, "Error: "+err.Error()+"\n")
		x.exit(ctlBadFeature)
		return
	}
	x.print(1, text)
	x.exit(0)
}

// end ends the request to one endpoint, or to all, with a failure.
func (e *etcdctl) end(x context, err error) {
	endpoint := e.plan.endpoints[e.at]
	switch e.plan.each {
	case "status":
		e.unhealthy = true
		x.print(2, "Failed to get the status of endpoint "+endpoint+" ("+err.Error()+")\n")
		e.nextEndpoint(x)
	case "health":
		e.unhealthy = true
		e.report += endpoint + " is unhealthy: failed to commit proposal: " + err.Error() + "\n"
		e.nextEndpoint(x)
	default:
		text := err.Error()
		if e, ok := err.(api.Error); ok && e.Code == api.Unknown && e != api.ErrMemberNotEnough {
			text = "rpc error: code = Unknown desc = " + text // clients do not know it, and show all of it
		}
		x.print(2, "Error: "+text+"\n")
		x.exit(ctlError)
	}
}

// nextEndpoint asks the next of all endpoints, or prints what they said.
func (e *etcdctl) nextEndpoint(x context) {
	x.turn.StopTimer(retryTimer)
	if e.at++; e.at < len(e.plan.endpoints) {
		e.begin(x)
		return
	}
	code := 0
	if e.unhealthy {
		code = ctlError
	}
	if e.plan.each == "status" {
		x.print(1, e.report)
	} else {
		if e.unhealthy {
			e.report += "Error: unhealthy cluster\n"
		}
		x.print(2, e.report)
	}
	x.exit(code)
}

// statusLine is a line of `etcdctl endpoint status`.
func statusLine(endpoint string, s api.StatusResponse) string {
	return strings.Join([]string{
		endpoint, api.FormatID(s.Header.MemberID), s.Version, bytesText(s.DBSize), strconv.FormatBool(s.Leader == s.Header.MemberID),
		strconv.FormatBool(s.IsLearner), strconv.FormatUint(s.RaftTerm, 10), strconv.FormatUint(s.RaftIndex, 10),
		strconv.FormatUint(s.RaftAppliedIndex, 10), strings.Join(s.Errors, ", "),
	}, ", ") + "\n"
}

// bytesText is a size as github.com/dustin/go-humanize writes it: "20 kB".
func bytesText(size int64) string {
	if size < 10 {
		return strconv.FormatInt(size, 10) + " B"
	}
	value, unit := float64(size), 0
	for value >= 1000 && unit < 6 {
		value /= 1000
		unit++
	}
	value = math.Floor(value*10+0.5) / 10
	decimals := 0
	if value < 10 {
		decimals = 1
	}
	return strconv.FormatFloat(value, 'f', decimals, 64) + " " + []string{"B", "kB", "MB", "GB", "TB", "PB", "EB"}[unit]
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (e *etcdctl) clone() process { k := *e; return &k }

func (e *etcdctl) code(c *wire.Coder) {
	wire.List(c, &e.args, c.String)
	wire.List(c, &e.env, c.String)
	wire.Number(c, &e.at)
	if c.Decoding() {
		e.plan = planCtl(e.args, e.env)
		if e.plan.request == nil || e.at < 0 || e.at >= len(e.plan.endpoints) {
			c.Fail("a running etcdctl with arguments that it refuses")
			return
		}
	}
	wire.Number(c, &e.failed)
	wire.Number(c, &e.pause)
	wire.Number(c, &e.begun)
	c.Bool(&e.unhealthy)
	wire.Number(c, &e.tries)
	c.Uint64(&e.leader)
	c.String(&e.report)
	e.exchange.code(c)
}
