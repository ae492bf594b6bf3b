package shell

// helpShell is what help says of the shell's own commands.
var helpShell = helpGroup{[2]string{"The shell", "Shell"}, []helpText{
	{"printf", "printf FORMAT [WORD…]", [2]string{"Prints its words as the format says.", "按格式打印各个词。"}},
	{"read", "read [-r] [NAME…]", [2]string{"Takes a line of its input into variables, as in: … | while read line; do …; done", "把输入的一行读入变量，例如 … | while read line; do …; done"}},
	{"test", "test EXPRESSION | [ EXPRESSION ]", [2]string{"Compares texts (= !=) and numbers (-eq -ne -lt -le -gt -ge); -n -z -f -s, ! -a -o.", "比较文本（= !=）与数字（-eq -ne -lt -le -gt -ge）；另有 -n -z -f -s、! -a -o。"}},
	{"set", "set [-- WORD…]", [2]string{"Prints the variables, or sets $1, $2 and so on.", "打印变量，或设置 $1、$2 等。"}},
	{"unset", "unset NAME…", [2]string{"Forgets variables and functions.", "删除变量和函数。"}},
	{"env", "env", [2]string{"Prints the exported variables.", "打印已导出的变量。"}},
	{"shift", "shift [N]", [2]string{"Drops the first of $1, $2 and so on.", "去掉 $1、$2 等的前几个。"}},
	{"break", "break [N]", [2]string{"Ends a loop.", "结束循环。"}},
	{"continue", "continue [N]", [2]string{"Goes on with a loop's next round.", "进入循环的下一轮。"}},
	{"return", "return [CODE]", [2]string{"Ends a function.", "结束函数。"}},
	{"exit", "exit [CODE]", [2]string{"Ends a ( … ), or the rest of the line; the terminal stays.", "结束 ( … ) 或本行余下的部分；终端保留。"}},
	{"jobs", "jobs [-p]", [2]string{"Lists what runs in the background, begun with & at the end of a command.", "列出后台运行的命令，它们以末尾的 & 启动。"}},
	{"fg", "fg [%N]", [2]string{"Brings a job to the foreground, where Ctrl-C ends it.", "把后台任务调到前台，Ctrl-C 可结束它。"}},
	{"bg", "bg [%N]", [2]string{"Says that a job runs in the background already.", "说明任务已在后台运行。"}},
	{"kill", "kill [-SIGNAL] PID|%N…", [2]string{"Ends a job, or crashes the member with a process ID from lsof; -STOP pauses it, -CONT lets it go on.", "结束一个任务，或让 lsof 所列进程号的成员崩溃；-STOP 让它停住，-CONT 让它继续。"}},
	{"lsof", "lsof -i[:PORT] [-t]", [2]string{"Lists who listens on the world's ports.", "列出谁在监听这个世界的端口。"}},
	{"watch", "watch [-n SECONDS] COMMAND", [2]string{"Runs a command again and again, until Ctrl-C. The watch of keys is etcdctl's.", "反复运行一个命令，直到 Ctrl-C。监视键用 etcdctl watch。"}},
	{"date", "date [-u] [+FORMAT]", [2]string{"Prints the world's date.", "打印这个世界的日期。"}},
	{"seq", "seq [FIRST [STEP]] LAST", [2]string{"Prints numbers.", "打印一串数字。"}},
	{"command", "command [-v] NAME", [2]string{"Runs a command, or says whether it is there.", "运行命令，或说明它是否存在。"}},
	{"which", "which NAME", [2]string{"Says whether a command is there.", "说明命令是否存在。"}},
	{"man", "man NAME", [2]string{"Is help.", "与 help 相同。"}},
}}

// helpTools is what help says of files and text tools.
var helpTools = helpGroup{[2]string{"Files and text", "文件与文本"}, []helpText{
	{"ls", "ls", [2]string{"Lists the files of this terminal, which > and tee make.", "列出本终端的文件，它们由 > 和 tee 产生。"}},
	{"rm", "rm FILE…", [2]string{"Removes files.", "删除文件。"}},
	{"touch", "touch FILE…", [2]string{"Makes empty files.", "创建空文件。"}},
	{"cat", "cat [-n] [FILE…]", [2]string{"Prints files, or its input.", "打印文件或输入。"}},
	{"tee", "tee [-a] FILE…", [2]string{"Prints its input and writes it into files.", "打印输入，同时写入文件。"}},
	{"grep", "grep [-EFivcnoqwx] [-m N] [-A N] [-B N] PATTERN [FILE…]", [2]string{"Prints the lines that match.", "打印匹配的行。"}},
	{"awk", "awk [-F SEPARATOR] [-v NAME=VALUE] 'PROGRAM' [FILE…]", [2]string{"Takes lines apart, as in awk '{print $2}': conditions, print, printf, if, variables, arrays; loops and functions are not there.", "拆分各行，例如 awk '{print $2}'：支持条件、print、printf、if、变量、数组；没有循环和函数。"}},
	{"sed", "sed [-nE] 's/A/B/g' [FILE…]", [2]string{"Edits lines: s, y, p, d, q and =, at numbers, $ and /patterns/.", "编辑各行：s、y、p、d、q 和 =，可用行号、$ 和 /模式/ 定位。"}},
	{"sort", "sort [-nruf] [-k N] [-t C]", [2]string{"Puts lines in order.", "给各行排序。"}},
	{"uniq", "uniq [-cdui]", [2]string{"Leaves out lines that repeat the one before.", "去掉与前一行相同的行。"}},
	{"head", "head [-n N] [-c N]", [2]string{"Prints the first lines.", "打印开头几行。"}},
	{"tail", "tail [-n N] [-c N]", [2]string{"Prints the last lines.", "打印末尾几行。"}},
	{"tac", "tac", [2]string{"Prints lines in reverse.", "倒序打印各行。"}},
	{"wc", "wc [-lwcm]", [2]string{"Counts lines, words and bytes.", "统计行数、词数和字节数。"}},
	{"tr", "tr [-cds] SET [SET]", [2]string{"Replaces or removes characters.", "替换或删除字符。"}},
	{"base64", "base64 [-d] [-w N]", [2]string{"Encodes, or decodes, as etcd's JSON has keys and values.", "编码或解码，etcd 的 JSON 中键和值即用此编码。"}},
	{"jq", "jq [-rcje] 'PATH'", [2]string{"Takes JSON apart, as in jq -r '.kvs[0].value | @base64d': paths, |, select, length, keys.", "拆分 JSON，例如 jq -r '.kvs[0].value | @base64d'：路径、|、select、length、keys。"}},
	{"xargs", "xargs [-n N] [-I {}] COMMAND…", [2]string{"Runs a command with the words of its input.", "以输入的各词为参数运行命令。"}},
}}
