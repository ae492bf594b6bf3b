package shell

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"raftarium/core/api"
	"raftarium/core/wire"
)

// etcdctl's commands that ask every endpoint on its own:
// etcdctl/ctlv3/command/ep_command.go and move_leader_command.go.

// ctlEach is what etcdctl asks all endpoints for.
type ctlEach uint8

const (
	_ ctlEach = iota // a command that asks no endpoint for itself
	eachStatus
	eachHealth
	eachLeader // who leads, for move-leader
	eachHash
	eachDefrag
)

// ctlReport is what came of an endpoint.
type ctlReport struct {
	endpoint string
	answer   api.Response // nil: failed
	failure  string
	took     time.Duration
}

const (
	endpointTag = iota
	membersTag  // whose client URLs are the endpoints, with --cluster
	moveTag
)

func planStatus(v ctlValues, _ []string, p *ctlPlan) error {
	return p.everywhere(v, eachStatus, api.Status{})
}

func planHealth(v ctlValues, _ []string, p *ctlPlan) error {
	return p.everywhere(v, eachHealth, api.Range{Key: []byte("health")})
}

func planHashKV(v ctlValues, _ []string, p *ctlPlan) error {
	rev, _ := strconv.ParseInt(v["rev"], 0, 64)
	return p.everywhere(v, eachHash, api.HashKV{Revision: rev})
}

func planDefrag(v ctlValues, _ []string, p *ctlPlan) error {
	if v["data-dir"] != "" {
		return ctlFailure{ctlError, "etcdctl defrag --data-dir is not there yet in raftarium"}
	}
	return p.everywhere(v, eachDefrag, api.Defragment{})
}

// planAlarm lists alarms, or lifts all that there are.
func planAlarm(v ctlValues, args []string, p *ctlPlan) error {
	words := ctlWords(p.args)
	deed := strings.TrimPrefix(ctlComplete("alarm", p.args[words[1]]), "alarm ")
	if len(args) != 0 {
		return errors.New("alarm " + deed + " command accepts no arguments")
	}
	p.again = true
	if deed == "disarm" {
		p.run = runDisarm
		p.request = api.Alarm{}
		return p.connect(v)
	}
	return p.once(v, api.Alarm{})
}

// runDisarm lists the alarms, and lifts one after the other.
func runDisarm(x context, e *etcdctl, ev ctlEvent) {
	r, ok := ev.answer.(api.AlarmResponse)
	if !ok {
		runOnce(x, e, ev)
		return
	}
	if e.step == 0 {
		for _, a := range r.Alarms {
			e.reports = append(e.reports, ctlReport{answer: api.AlarmResponse{Alarms: []api.AlarmMember{a}}})
		}
	} else {
		e.lifted = append(e.lifted[:len(e.lifted):len(e.lifted)], r.Alarms...)
	}
	if e.step == len(e.reports) {
		if e.show(x, api.AlarmResponse{Alarms: e.lifted}) {
			x.exit(0)
		}
		return
	}
	next := e.reports[e.step].answer.(api.AlarmResponse).Alarms[0]
	e.step++
	e.ask(x, ctlCall{until: e.timed(x), request: api.Alarm{Action: api.AlarmDeactivate, MemberID: next.MemberID, Kind: next.Kind}})
}

func (p *ctlPlan) everywhere(v ctlValues, each ctlEach, asks api.Request) error {
	p.run, p.each, p.eachAsks, p.cluster = runEverywhere, each, asks, v.on("cluster")
	return p.connect(v)
}

// runEverywhere asks one endpoint after the other; for their health all at once.
func runEverywhere(x context, e *etcdctl, ev ctlEvent) {
	switch ev.kind {
	case ctlBegun:
		if e.plan.cluster {
			e.ask(x, ctlCall{tag: membersTag, request: api.MemberList{}, again: true, until: e.timed(x)})
			return
		}
		for _, endpoint := range e.plan.endpoints {
			e.reports = append(e.reports, ctlReport{endpoint: endpoint})
		}
		e.nextEndpoint(x)
	case ctlAnswered:
		if ev.call.tag == membersTag {
			if r, ok := ev.answer.(api.MemberListResponse); ok {
				for _, m := range r.Members {
					for _, url := range m.ClientURLs {
						e.reports = append(e.reports, ctlReport{endpoint: url})
					}
				}
			}
			e.nextEndpoint(x)
			return
		}
		e.report(x, ev.call, ctlReport{answer: ev.answer})
	case ctlFailed:
		if ev.call.tag == membersTag {
			e.fail(x, ctlError, "failed to fetch endpoints from etcd cluster member list: "+reason(ev.err))
			return
		}
		e.report(x, ev.call, ctlReport{failure: reason(ev.err)})
	}
}

// nextEndpoint asks the next endpoint, or prints what all have said.
func (e *etcdctl) nextEndpoint(x context) {
	for e.at < len(e.reports) {
		endpoint := e.reports[e.at].endpoint
		e.at++
		e.ask(x, ctlCall{tag: endpointTag, request: e.plan.eachAsks, one: endpoint, again: true, until: e.timed(x)})
		if e.plan.each != eachHealth {
			return
		}
	}
	if len(e.calls) == 0 {
		e.endpointsDone(x)
	}
}

// report keeps what came of an endpoint, in the order in which they answer.
func (e *etcdctl) report(x context, c *ctlCall, r ctlReport) {
	if r.answer != nil && e.plan.each == eachDefrag {
		x.print(1, "Finished defragmenting etcd member["+c.one+"]\n")
	}
	r.endpoint, r.took = c.one, time.Duration(x.turn.Now()-c.begun)
	if r.answer == nil {
		e.lastErr = r.failure
		e.failing = true
		if about := eachFailure[e.plan.each]; about != "" {
			x.print(2, fmt.Sprintf(about, c.one, r.failure))
		}
	}
	at := e.step
	e.step++
	e.reports = append([]ctlReport(nil), e.reports...)
	for i := at; i < len(e.reports); i++ {
		if e.reports[i].endpoint == c.one && e.reports[i].took == 0 {
			e.reports[i] = e.reports[at]
			e.reports[at] = r
			break
		}
	}
	e.nextEndpoint(x)
}

// eachFailure is what is said at once of an endpoint that fails.
var eachFailure = map[ctlEach]string{
	eachStatus: "Failed to get the status of endpoint %s (%s)\n",
	eachHash:   "Failed to get the hash of endpoint %s (%s)\n",
	eachDefrag: "Failed to defragment etcd member[%s] (%s)\n",
}

func (e *etcdctl) endpointsDone(x context) {
	if e.plan.each == eachDefrag {
		x.exit(btoi(e.failing))
		return
	}
	rows := make([]api.EndpointRow, 0, len(e.reports))
	for _, r := range e.reports {
		if r.answer != nil || e.plan.each == eachHealth {
			rows = append(rows, api.EndpointRow{Endpoint: r.endpoint, Answer: r.answer, Failure: r.failure, Took: r.took})
		}
	}
	stdout, stderr, err := api.PrintEndpoints(e.plan.eachAsks, rows, e.plan.print)
	if err != nil {
		e.fail(x, ctlBadFeature, err.Error())
		return
	}
	x.print(1, stdout)
	x.print(2, stderr)
	if !e.failing {
		x.exit(0)
		return
	}
	switch e.plan.each {
	case eachHealth:
		x.print(2, "Error: unhealthy cluster\n")
	case eachHash:
		x.print(2, "Error: "+e.lastErr+"\n")
	}
	x.exit(ctlError)
}

// runMoveLeader asks one endpoint after the other who leads, and then the one
// that does to hand over.
func runMoveLeader(x context, e *etcdctl, ev ctlEvent) {
	switch ev.kind {
	case ctlBegun:
		e.askLeader(x)
	case ctlAnswered:
		switch r := ev.answer.(type) {
		case api.StatusResponse:
			if r.Header.MemberID == r.Leader {
				e.leader = r.Leader
				e.ask(x, ctlCall{tag: moveTag, request: e.plan.request, one: ev.call.one, until: e.timed(x)})
				return
			}
			e.at++
			e.askLeader(x)
		case api.MoveLeaderResponse:
			opts := e.plan.print
			opts.Leader, opts.ID = e.leader, e.plan.id
			text, err := api.Print(r, opts)
			if err != nil {
				e.fail(x, ctlBadFeature, err.Error())
				return
			}
			x.print(1, text)
			x.exit(0)
		}
	case ctlFailed:
		e.fail(x, ctlError, reason(ev.err))
	}
}

func (e *etcdctl) askLeader(x context) {
	if e.at >= len(e.plan.endpoints) {
		e.fail(x, ctlBadArgs, "no leader endpoint given at ["+strings.Join(e.plan.endpoints, " ")+"]")
		return
	}
	e.ask(x, ctlCall{tag: endpointTag, request: api.Status{}, one: e.plan.endpoints[e.at], again: true, until: e.timed(x)})
}

func (r *ctlReport) code(c *wire.Coder) {
	c.String(&r.endpoint)
	api.CodeResponse(c, &r.answer)
	c.String(&r.failure)
	took := int64(r.took)
	c.Int64(&took)
	r.took = time.Duration(took)
}
