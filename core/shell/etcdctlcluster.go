package shell

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"raftarium/core/api"
	"raftarium/core/member"
)

// etcdctl's commands about the cluster: etcdctl/ctlv3/command/member_command.go
// and move_leader_command.go.

var (
	errMemberName = errors.New("member name not provided")
	errMemberURLs = errors.New("member peer urls not provided")
	errMemberID   = errors.New("member ID is not provided")
	errMoveArgs   = errors.New("move-leader command needs 1 argument")
)

// errManyArgs are more arguments than a name, of which some may be URLs.
type errManyArgs []string

func (e errManyArgs) Error() string {
	text := "too many arguments"
	for _, arg := range e {
		if strings.HasPrefix(arg, "http://") || strings.HasPrefix(arg, "https://") {
			text += ", did you mean --peer-urls=" + arg
		}
	}
	return text
}

func planMemberAdd(v ctlValues, args []string, p *ctlPlan) error {
	switch {
	case len(args) < 1:
		return errMemberName
	case len(args) > 1:
		return errManyArgs(args)
	}
	p.print.Name = args[0]
	urls := strings.Split(v["peer-urls"], ",")
	if v["peer-urls"] == "" {
		return errMemberURLs
	}
	if err := p.connect(v); err != nil {
		return err
	}
	if _, err := api.CheckURLs(urls); err != nil {
		return ctlFailure{ctlError, err.Error()}
	}
	return p.once(v, api.MemberAdd{PeerURLs: urls, IsLearner: v.on("learner")})
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
	p.id, p.print.ID = id, id
	return nil
}

func planMemberRemove(v ctlValues, args []string, p *ctlPlan) error {
	if err := p.memberID(args); err != nil {
		return err
	}
	return p.once(v, api.MemberRemove{ID: p.id})
}

func planMemberUpdate(v ctlValues, args []string, p *ctlPlan) error {
	if err := p.memberID(args); err != nil {
		return err
	}
	if v["peer-urls"] == "" {
		return errMemberURLs
	}
	if err := p.connect(v); err != nil {
		return err
	}
	if _, err := api.CheckURLs(strings.Split(v["peer-urls"], ",")); err != nil {
		return ctlFailure{ctlError, err.Error()}
	}
	return p.once(v, api.MemberUpdate{ID: p.id, PeerURLs: strings.Split(v["peer-urls"], ",")})
}

func planMemberPromote(v ctlValues, args []string, p *ctlPlan) error {
	if err := p.memberID(args); err != nil {
		return err
	}
	return p.once(v, api.MemberPromote{ID: p.id})
}

func planMoveLeader(v ctlValues, args []string, p *ctlPlan) error {
	if len(args) != 1 {
		return errMoveArgs
	}
	target, err := strconv.ParseUint(args[0], 16, 64)
	if err != nil {
		return err
	}
	p.run, p.each, p.id, p.request = runMoveLeader, eachLeader, target, api.MoveLeader{Target: target}
	return p.connect(v)
}

func planMemberList(v ctlValues, _ []string, p *ctlPlan) error {
	p.again = true
	return p.once(v, api.MemberList{})
}

func planVersion(_ ctlValues, _ []string, p *ctlPlan) error {
	p.stdout = "etcdctl version: " + member.ServerVersion + "\nAPI version: 3.4\n"
	return nil
}
