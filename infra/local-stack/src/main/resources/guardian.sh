#!/bin/sh
# Keeps the supervisor of the local stack running as long as the marker file exists.
# usage: guardian.sh [--attach PID] MARKER COMMAND...
# --attach: the supervisor runs already as process PID; wait for its end first.
if [ "$1" = "--attach" ]; then
  tail --pid="$2" -f /dev/null
  shift 2
fi
marker=$1
shift
pause=0
while [ -f "$marker" ]; do
  sleep "$pause"
  begun=$(date +%s)
  "$@"
  # One that ends again and again must not keep a core busy.
  if [ $(($(date +%s) - begun)) -lt 10 ]; then pause=3; else pause=0; fi
done
