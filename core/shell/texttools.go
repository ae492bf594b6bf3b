package shell

// textTools are the text tools that are there. They answer as GNU's do.
var textTools = []struct {
	name string
	make func(args []string) (*tool, error)
}{
	{"awk", makeAwk}, {"base64", makeBase64}, {"cat", makeCat}, {"cmp", makeCmp}, {"comm", makeComm}, {"cut", makeCut}, {"diff", makeDiff}, {"egrep", makeGrep},
	{"fgrep", makeGrep}, {"grep", makeGrep}, {"head", makeHead}, {"jq", makeJQ}, {"sed", makeSed}, {"sort", makeSort}, {"tac", makeTac}, {"tail", makeTail},
	{"tee", makeTee}, {"column", makeColumn}, {"nl", makeNl}, {"paste", makePaste}, {"rev", makeRev}, {"tr", makeTr}, {"uniq", makeUniq}, {"wc", makeWC},
	{"xargs", makeXargs},
}

// line is a line as it is printed.
func lineText(line string, ended bool) string {
	if ended {
		return line + "\n"
	}
	return line
}
