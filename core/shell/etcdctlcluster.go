package shell

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"raftarium/core/api"
)

// etcdctl's commands about the cluster: etcdctl/ctlv3/command/member_command.go
// and move_leader_command.go.

var (
	errMemberName = errors.New("member name not provided")
	errMemberURLs = errors.New("member peer urls not provided")
	errMemberID   = errors.New("member ID is not provided")
	errManyArgs   = errors.New("too many arguments")
	errMoveArgs   = errors.New("move-leader command needs 1 argument")
)

func planMemberAdd(v ctlValues, args []string, p *ctlPlan) error {
	switch {
	case len(args) < 1:
		return errMemberName
	case len(args) > 1:
		return errManyArgs
	}
	p.member = args[0]
	urls := strings.Split(v["peer-urls"], ",")
	if v["peer-urls"] == "" {
		return errMemberURLs
	}
	if err := p.connect(); err != nil {
		return err
	}
	if _, err := api.CheckURLs(urls); err != nil {
		return ctlFailure{ctlError, err.Error()}
	}
	p.request, p.cluster = api.MemberAdd{PeerURLs: urls, IsLearner: v.on("learner")}, true
	p.summary = shorten("member add " + p.member)
	return nil
}

// memberID reads the ID of the member that a command is about.
func (p *ctlPlan) memberID(args []string) error {
	if len(args) != 1 {
		return errMemberID
	}
	id, err := strconv.ParseUint(args[0], 16, 64)
	if err != nil {
		return fmt.Errorf("bad member ID arg (%v), expecting ID in Hex", err)
	}
	p.id, p.cluster = id, true
	return nil
}

func planMemberRemove(_ ctlValues, args []string, p *ctlPlan) error {
	if err := p.memberID(args); err != nil {
		return err
	}
	p.request, p.summary = api.MemberRemove{ID: p.id}, "member remove "+api.FormatID(p.id)
	return p.connect()
}

func planMemberUpdate(v ctlValues, args []string, p *ctlPlan) error {
	if err := p.memberID(args); err != nil {
		return err
	}
	if v["peer-urls"] == "" {
		return errMemberURLs
	}
	if err := p.connect(); err != nil {
		return err
	}
	if _, err := api.CheckURLs(strings.Split(v["peer-urls"], ",")); err != nil {
		return ctlFailure{ctlError, err.Error()}
	}
	p.request, p.summary = api.MemberUpdate{ID: p.id, PeerURLs: strings.Split(v["peer-urls"], ",")}, "member update "+api.FormatID(p.id)
	return nil
}

func planMemberPromote(_ ctlValues, args []string, p *ctlPlan) error {
	if err := p.memberID(args); err != nil {
		return err
	}
	p.request, p.summary = api.MemberPromote{ID: p.id}, "member promote "+api.FormatID(p.id)
	return p.connect()
}

func planMoveLeader(_ ctlValues, args []string, p *ctlPlan) error {
	if len(args) != 1 {
		return errMoveArgs
	}
	target, err := strconv.ParseUint(args[0], 16, 64)
	if err != nil {
		return err
	}
	p.move, p.each, p.again = target, "leader", true
	p.request, p.summary = api.Status{}, "move-leader "+api.FormatID(target)
	return p.connect()
}

// request is what the endpoint is asked now: move-leader asks one after the
// other who leads, and then the one that does.
func (e *etcdctl) request() api.Request {
	if e.leader != 0 {
		return api.MoveLeader{Target: e.plan.move}
	}
	return e.plan.request
}

// moved goes on with move-leader after an answer.
func (e *etcdctl) moved(x context, a api.Response) {
	switch r := a.(type) {
	case api.StatusResponse:
		if r.Header.MemberID == r.Leader {
			e.leader = r.Leader
			e.try(x)
			return
		}
		if e.at++; e.at < len(e.plan.endpoints) {
			e.try(x)
			return
		}
		e.at = 0
		x.print(2, "Error: no leader endpoint given at ["+strings.Join(e.plan.endpoints, " ")+"]\n")
		x.exit(ctlBadArgs)
	case api.MoveLeaderResponse:
		if e.plan.print.Format == "simple" {
			x.print(1, "Leadership transferred from "+api.FormatID(e.leader)+" to "+api.FormatID(e.plan.move)+"\n")
			x.exit(0)
			return
		}
		e.print(x, a)
	default:
		e.end(x, errors.New("the answer is none to the request"))
	}
}

// print prints an answer about the cluster.
func (e *etcdctl) print(x context, a api.Response) {
	text, err := api.PrintCluster(a, e.plan.print, e.plan.member, e.plan.id)
	if err != nil {
		x.print(2, "Error: "+err.Error()+"\n")
		x.exit(ctlBadFeature)
		return
	}
	x.print(1, text)
	x.exit(0)
}
