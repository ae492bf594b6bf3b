package viewer_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/api"
	"raftarium/core/lab"
	"raftarium/core/shell"
	"raftarium/core/sim"
	"raftarium/viz/viewer"
)

// elsewhere is a world that runs elsewhere, and a viewer who follows it.
type elsewhere struct {
	*testing.T
	*lab.Play
	v     *viewer.Viewer
	count int
	last  sim.Time
	tags  map[int]string
}

func followed(t *testing.T) *elsewhere {
	p, err := lab.NewPlay(lab.Config{Members: 3, Seed: 2, Profile: lab.EtcdTimes})
	require.NoError(t, err)
	p.RunUntil(4 * sim.Second)
	e := &elsewhere{T: t, Play: p, v: newViewer(t, lab.Config{Seed: 1}), tags: map[int]string{}}
	e.begin()
	return e
}

func (e *elsewhere) call(op string, arg any) string {
	e.Helper()
	data, err := json.Marshal(arg)
	require.NoError(e, err)
	answer := e.v.Call(op, string(data))
	require.NotContains(e, answer, `"error"`)
	return answer
}

func (e *elsewhere) begin() {
	e.call("follow", map[string]any{"link": lab.EncodeLink(e.Config(), e.World().Now(), e.Inputs()), "page": "me-"})
	e.count = len(e.Inputs())
}

// tell tells the viewer what has happened.
func (e *elsewhere) tell() {
	e.Helper()
	inputs := e.Inputs()[e.count:]
	tags := make([]string, len(inputs))
	for i := range inputs {
		tags[i] = e.tags[e.count+i]
	}
	e.call("hear", map[string]any{"inputs": base64.StdEncoding.EncodeToString(lab.EncodeInputs(inputs, e.last)), "tags": tags, "now_ns": e.World().Now()})
	if e.count += len(inputs); len(inputs) > 0 {
		e.last = inputs[len(inputs)-1].At
	}
}

// pass lets time pass, there and for the viewer, and does what the viewer sends.
func (e *elsewhere) pass(seconds float64) {
	e.Helper()
	until := e.World().Now() + sim.Time(seconds*float64(sim.Second))
	for i := 0; e.World().Now() < until; i++ {
		e.RunUntil(e.World().Now() + sim.Time(frame))
		for _, s := range e.view().Live.Send {
			e.do(s)
		}
		if i%6 == 0 {
			e.tell()
		}
		e.v.Tick(frame)
	}
	e.tell()
	watch(e.v, 0.3)
}

func (e *elsewhere) do(s viewer.Sent) {
	e.Helper()
	var err error
	switch {
	case s.Do != "":
		err = e.Play.Do(s.Do)
	case s.Interrupt:
		err = e.Give(s.Terminal, shell.Interrupt{})
	default:
		err = e.Give(s.Terminal, shell.Line{Text: s.Line})
	}
	if err != nil {
		e.call("refused", map[string]string{"tag": s.Tag, "text": err.Error()})
		return
	}
	e.tags[len(e.Inputs())-1] = s.Tag
}

// view is what the page is shown, or what it was shown last.
func (e *elsewhere) view() (view viewer.View) {
	data, changed := e.v.Frame()
	if !changed {
		e.v.Resend()
		data, _ = e.v.Frame()
	}
	require.NoError(e, json.Unmarshal(data, &view))
	return view
}

func (e *elsewhere) state() string { return string(lab.AppendState(nil, e.World())) }
func (e *elsewhere) shown() string { return string(lab.AppendState(nil, e.v.Lab().World())) }

func TestAFollowedWorldIsShownAsItRuns(t *testing.T) {
	e := followed(t)
	e.pass(1)
	require.Equal(t, e.state(), e.shown())
	live := e.view().Live
	require.Equal(t, "live", live.State)
	require.Equal(t, "Live", live.Label)
	require.Equal(t, "1×", e.view().SpeedText)

	e.Input(lab.Input{What: lab.Call{Conn: 1, Server: 2, HTTP: api.HTTPRequest{Method: "PUT", Target: "/v2/keys/a?value=1"}}})
	e.pass(1)
	require.Equal(t, e.state(), e.shown())
	require.Contains(t, e.shown(), `set /a`)
}

func TestThePictureGoesOnSmoothlyALittleBehind(t *testing.T) {
	e := followed(t)
	const settling = 150
	before := e.v.Lab().Now()
	for i := range settling + 100 {
		e.RunUntil(e.World().Now() + sim.Time(frame))
		if i%6 == 0 {
			e.tell()
		}
		e.v.Tick(frame)
		now := e.v.Lab().Now()
		if i > settling {
			require.InDelta(t, frame.Milliseconds(), (now - before).Milliseconds(), 8, "frame %d", i)
			require.Less(t, e.World().Now()-now, 400*sim.Millisecond)
		}
		before = now
	}
}

func TestWhatIsDoneWhileLiveHappensThere(t *testing.T) {
	e := followed(t)
	e.pass(1)
	require.NoError(t, e.v.Act("do crash etcd-02"))
	require.NoError(t, e.v.Type("A", "etcdctl put a b"))
	require.NoError(t, e.v.Type("B", "sleep 1000"))
	e.pass(1)
	require.NoError(t, e.v.Interrupt("B"))
	require.NoError(t, e.v.Act("terminal new"))
	e.pass(1)
	require.Len(t, e.Inputs(), 5)
	require.Len(t, e.v.Lab().Branches(), 1)
	require.Equal(t, e.state(), e.shown())
	require.Equal(t, sim.Node(0), lab.TerminalNamed(e.World(), "D"))
	require.NotZero(t, lab.TerminalNamed(e.World(), "C"))

	require.NoError(t, e.v.Act("do crash etcd-02"))
	e.pass(0.1)
	require.NoError(t, e.v.Act("lang zh"))
	toast := false
	for range 3 {
		require.NoError(t, e.v.Act("do crash etcd-02"))
		e.do(e.view().Live.Send[0])
		view := e.view()
		toast = toast || view.Toast != nil && view.Toast.Text == "etcd-02 已停机。"
	}
	require.True(t, toast, "what cannot be done is told")
	require.Len(t, e.Inputs(), 5)
}

func TestLookingNeedsNothingSent(t *testing.T) {
	e := followed(t)
	e.pass(1)
	require.NoError(t, e.v.Type("A", "help verbs"))
	require.Empty(t, e.view().Live.Send)
}

func TestAViewerLeavesAndComesBack(t *testing.T) {
	for name, leave := range map[string]struct {
		act   func(v *viewer.Viewer) error
		state string
	}{
		"pause":    {func(v *viewer.Viewer) error { return v.Act("pause") }, "behind"},
		"rewind":   {func(v *viewer.Viewer) error { return v.Act("seek 1500") }, "behind"},
		"a step":   {func(v *viewer.Viewer) error { return v.Act("back") }, "behind"},
		"a jump":   {func(v *viewer.Viewer) error { return v.Act("jump previous election") }, "behind"},
		"slow":     {func(v *viewer.Viewer) error { return v.Act("speed 0.1") }, "behind"},
		"a branch": {func(v *viewer.Viewer) error { return v.Act("branch") }, "branch"},
		"what if": {func(v *viewer.Viewer) error {
			return errorOf(v.Act("pause"), v.Act("do crash etcd-01"))
		}, "branch"},
		"typed in the past": {func(v *viewer.Viewer) error {
			return errorOf(v.Act("seek 2000"), v.Type("A", "etcdctl put x y"))
		}, "branch"},
		"another world":  {func(v *viewer.Viewer) error { return v.Type("A", "world --nodes 5") }, "branch"},
		"a scenario":     {func(v *viewer.Viewer) error { return v.Act("scenario vote-once") }, "branch"},
		"typed rewind":   {func(v *viewer.Viewer) error { return v.Type("A", "seek 1500") }, "behind"},
		"another branch": {func(v *viewer.Viewer) error { return errorOf(v.Act("branch"), v.Act("enter 0")) }, "behind"},
	} {
		t.Run(name, func(t *testing.T) {
			e := followed(t)
			require.NoError(t, e.Give("A", shell.Line{Text: "etcdctl put a b"}))
			e.pass(1)
			require.NoError(t, leave.act(e.v))
			e.Input(lab.Input{What: lab.Call{Conn: 1, Server: 2, HTTP: api.HTTPRequest{Method: "PUT", Target: "/v2/keys/a?value=1"}}})
			inputs := len(e.Inputs())
			e.pass(3)
			require.Equal(t, leave.state, e.view().Live.State)
			require.NotEqual(t, e.state(), e.shown())
			require.Len(t, e.Inputs(), inputs, "nobody else is touched")

			require.NoError(t, e.v.Act("live"))
			e.pass(0.5)
			require.Equal(t, "live", e.view().Live.State)
			require.Equal(t, e.state(), e.shown())
			require.True(t, e.view().Playing)
		})
	}
}

func errorOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func TestWhoCatchesUpIsLiveAgain(t *testing.T) {
	e := followed(t)
	e.pass(1)
	require.NoError(t, e.v.Act("pause"))
	e.pass(3)
	require.Equal(t, "3 s behind", e.view().Live.Label)
	require.NoError(t, e.v.Act("speed 5"))
	require.NoError(t, e.v.Act("play"))
	e.pass(2)
	require.Equal(t, "live", e.view().Live.State)
}

func TestWithoutAConnectionThePictureStands(t *testing.T) {
	e := followed(t)
	e.pass(1)
	e.call("connection", map[string]bool{"on": false})
	require.Equal(t, "lost", e.view().Live.State)
	horizon, _ := e.v.Lab().Horizon()
	watch(e.v, 5)
	require.Equal(t, horizon, e.v.Lab().Now(), "nothing is made up")
	require.False(t, e.v.Moving(), "nor drawn")
	e.RunUntil(e.World().Now() + 10*sim.Second)
	e.call("connection", map[string]bool{"on": true})
	e.tell()
	require.True(t, e.v.Moving())
	watch(e.v, 1)
	require.Equal(t, "live", e.view().Live.State)
	e.pass(0.1)
	require.Equal(t, e.state(), e.shown())

	// Another program takes its place.
	require.NoError(t, e.Play.Do("crash 1"))
	e.last = e.Inputs()[0].At
	e.begin()
	e.pass(0.5)
	require.Equal(t, e.state(), e.shown())
}

func TestALineIsRunThere(t *testing.T) {
	e := followed(t)
	e.pass(1)
	for i := range 3 {
		id, err := e.v.Run("A", fmt.Sprintf("etcdctl put key%d value", i))
		require.NoError(t, err)
		for range 20 {
			if r, done, err := e.v.Result(id); done {
				require.NoError(t, err)
				require.Equal(t, "OK\n", r.Stdout)
				id = 0
				break
			}
			e.pass(0.1)
		}
		require.Zero(t, id, "it has ended")
	}
	require.Len(t, e.Inputs(), 3)

	id, err := e.v.Run("A", "sleep 100")
	require.NoError(t, err)
	e.pass(0.5)
	require.NoError(t, e.v.Act("pause"))
	watch(e.v, 0.1)
	_, done, err := e.v.Result(id)
	require.True(t, done)
	require.ErrorContains(t, err, "does not show the cluster as it runs any more")
}

func TestNothingIsFollowedWhereNothingIsHeard(t *testing.T) {
	v := newViewer(t, lab.Config{Seed: 1})
	require.Nil(t, v.View().Live)
	require.ErrorContains(t, v.Act("live"), "no cluster that runs elsewhere is followed")
	require.Contains(t, v.Call("hear", `{"now_ns":5}`), "none is followed")
	require.Nil(t, v.View().Live)
}

// A world that cannot be followed, such as that of another version, is told once,
// and stays in sight: it is no lost connection.
func TestAWorldThatCannotBeFollowedIsTold(t *testing.T) {
	e := followed(t)
	e.pass(1)
	shown, told := e.shown(), 0
	for range 3 {
		require.Contains(t, e.v.Call("follow", `{"link":"x","world":"%"}`), "error")
		e.call("connection", map[string]bool{"on": false})
		view := e.view()
		require.Equal(t, "unfit", view.Live.State)
		require.Contains(t, view.Live.Text, "The cluster that runs there cannot be followed: ")
		require.NotContains(t, view.Live.Text, "follow a world")
		if view.Toast != nil {
			told++
		}
	}
	require.Equal(t, 1, told)
	require.Equal(t, shown, e.shown())
	e.begin()
	e.pass(0.5)
	require.Equal(t, "live", e.view().Live.State)

	v := newViewer(t, lab.Config{Seed: 1})
	require.Contains(t, v.Call("follow", `{"link":"x"}`), "error")
	require.Equal(t, "unfit", v.View().Live.State, "where none was followed before")
	require.ErrorContains(t, v.Act("live"), "cannot be followed")
}

// While requests are followed, each that comes there is shown leg by leg; then the
// next one, and at last what happens there now.
func TestARequestToAFollowedWorldIsFollowed(t *testing.T) {
	e := followed(t)
	e.pass(1)
	require.NoError(t, e.v.Act("follow on"))
	require.Equal(t, "live", e.view().Live.State, "as long as nobody asks anything")
	put := func(conn uint64, value string) {
		e.Input(lab.Input{What: lab.Call{Conn: conn, Server: 2, HTTP: api.HTTPRequest{Method: "PUT", Target: "/v2/keys/a?value=" + value}}})
	}
	// told is what is told within some seconds.
	told := func(seconds int) (texts []string) {
		for range seconds * 5 {
			e.pass(0.2)
			if text := e.view().Narration.Text; len(texts) == 0 || texts[len(texts)-1] != text {
				texts = append(texts, text)
			}
		}
		return texts
	}
	put(1, "1")
	e.pass(0.5)
	put(2, "2")
	all := strings.Join(told(30), "\n")
	require.Equal(t, 2, strings.Count(all, "has its answer after"), all)
	require.Equal(t, 2, strings.Count(all, "on its disk: only then")+strings.Count(all, "to its disk: only then"), all)
	require.Equal(t, "live", e.view().Live.State, "back at what happens there")
	require.True(t, e.view().Follow)
	require.Equal(t, e.state(), e.shown())
	require.Len(t, e.v.Lab().Branches(), 1)

	// One that is over is shown again when it is asked for; "live" ends that.
	require.NoError(t, e.v.Act("follow off"))
	require.NoError(t, e.v.Act("follow on"))
	e.pass(1)
	require.Equal(t, "behind", e.view().Live.State)
	require.NoError(t, e.v.Act("live"))
	require.False(t, e.view().Follow)
	e.pass(1)
	require.Equal(t, "live", e.view().Live.State)
}
