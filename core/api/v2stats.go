package api

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// V2Stats asks a member to count: of itself, of its store, or as the leader of
// its followers. GET /v2/stats/self, store, leader.
type V2Stats struct{ Of string }

// V2Machines asks for everybody's client URLs: GET /v2/machines.
type V2Machines struct{ Head bool }

// V2MachinesResponse answers V2Machines.
type V2MachinesResponse struct{ ClientURLs []string }

// V2StoreStats are the counts of a member's store by storeStatNames
// (etcdserver/api/v2store/stats.go).
type V2StoreStats [16]uint64

var storeStatNames = strings.Fields(`getsSuccess getsFail setsSuccess setsFail deleteSuccess deleteFail updateSuccess updateFail
createSuccess createFail compareAndSwapSuccess compareAndSwapFail compareAndDeleteSuccess compareAndDeleteFail expireCount watchers`)

// V2SelfStats is what a member tells of itself (etcdserver/api/v2stats/server.go).
type V2SelfStats struct {
	Member         Member
	State          string // StateFollower or StateLeader
	Started        int64  // nanoseconds since 1970
	Leader         uint64 // 0: none so far
	LeaderSince    int64  // nanoseconds since 1970
	Now            int64  // nanoseconds since 1970
	Received, Sent V2Traffic
}

// V2Traffic counts append requests, and how many and how many bytes of them there
// were in a second lately; no rates where nothing went by for a second.
type V2Traffic struct {
	Appends              uint64
	AppendRate, ByteRate float64
}

// V2LeaderStats is what a leader tells of its followers
// (etcdserver/api/v2stats/leader.go).
type V2LeaderStats struct {
	Leader    uint64
	Followers []FollowerStats // by ID in hexadecimal
}

// FollowerStats counts the appends that a leader has sent to a follower.
// Latencies are from the sending to the answer, in nanoseconds.
type FollowerStats struct {
	ID                    uint64
	Current, Minimum, Max int64
	Sum                   int64
	SquareSum             int64 // of microseconds squared
	Fail, Success         uint64
}

// ErrNotCurrentLeader answers who asks a follower about its followers.
var ErrNotCurrentLeader = V2MemberResponse{Status: 403, Message: "not current leader"}

// Expired and Watchers are those of the counts that /metrics tells, too.
func (s V2StoreStats) Expired() uint64  { return s[14] }
func (s V2StoreStats) Watchers() uint64 { return s[15] }

func (V2Stats) request()             {}
func (V2Machines) request()          {}
func (V2MachinesResponse) response() {}
func (V2StoreStats) response()       {}
func (V2SelfStats) response()        {}
func (V2LeaderStats) response()      {}

func (s V2StoreStats) json() string {
	o := jsonObject{}
	for i, name := range storeStatNames {
		o.key(name)
		o.b = strconv.AppendUint(o.b, s[i], 10)
	}
	return string(o.end())
}

func (s V2SelfStats) json() string {
	o := jsonObject{}
	o.string("name", s.Member.Name)
	o.string("id", FormatID(s.Member.ID))
	o.string("state", s.State)
	o.string("startTime", rfc3339(s.Started))
	o.object("leaderInfo", func(in *jsonObject) {
		leader := ""
		if s.Leader != 0 {
			leader = FormatID(s.Leader)
		}
		in.string("leader", leader)
		in.string("uptime", time.Duration(s.Now-s.LeaderSince).String())
		in.string("startTime", rfc3339(s.LeaderSince))
	})
	o.traffic("recv", s.Received)
	o.traffic("send", s.Sent)
	return string(o.end())
}

func (o *jsonObject) traffic(way string, t V2Traffic) {
	o.key(way + "AppendRequestCnt")
	o.b = strconv.AppendUint(o.b, t.Appends, 10)
	for i, rate := range [...]float64{t.AppendRate, t.ByteRate} {
		if rate != 0 {
			o.key(way + [...]string{"PkgRate", "BandwidthRate"}[i])
			o.b = strconv.AppendFloat(o.b, rate, 'f', -1, 64)
		}
	}
}

func (s V2LeaderStats) json() string {
	o := jsonObject{}
	o.string("leader", FormatID(s.Leader))
	o.object("followers", func(all *jsonObject) {
		for i := range s.Followers {
			all.object(FormatID(s.Followers[i].ID), s.Followers[i].fields)
		}
	})
	return string(o.end())
}

func (f *FollowerStats) fields(o *jsonObject) {
	n := float64(max(f.Success, 1))
	average := float64(f.Sum) / 1e6 / n
	variance := float64(f.SquareSum)/1e6/n - float64(average*average)
	o.object("latency", func(in *jsonObject) {
		for k, ms := range [...]float64{float64(f.Current) / 1e6, average, math.Sqrt(max(variance, 0)), float64(f.Minimum) / 1e6, float64(f.Max) / 1e6} {
			in.key([...]string{"current", "average", "standardDeviation", "minimum", "maximum"}[k])
			in.b = strconv.AppendFloat(in.b, ms, 'f', -1, 64)
		}
	})
	o.object("counts", func(in *jsonObject) {
		in.key("fail")
		in.b = strconv.AppendUint(in.b, f.Fail, 10)
		in.key("success")
		in.b = strconv.AppendUint(in.b, f.Success, 10)
	})
}

func rfc3339(unixNano int64) string { return time.Unix(0, unixNano).UTC().Format(time.RFC3339Nano) }
