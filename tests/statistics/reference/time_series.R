# Writes time_series.json: XmR charts, run charts and p, u, p' charts for the tests.
#
#   Rscript time_series.R        (R 4.2.2, jsonlite 1.8.4)
#
# Neither NHSRplotthedots nor qicharts2 could be installed where this was made, so this is a second
# writing from the published definitions: point by point, with plain loops, where the Python works
# on whole arrays.

library(jsonlite)
set.seed(20261123)

# --- XmR -------------------------------------------------------------------------------------

segment_lines <- function(y, fix, screen) {
  base <- if (is.null(fix)) y else y[seq_len(min(fix, length(y)))]
  centre <- mean(base, na.rm = TRUE)
  ranges <- c()
  for (i in seq_along(base)[-1]) {
    step <- abs(base[i] - base[i - 1])
    if (!is.na(step)) ranges <- c(ranges, step)
  }
  amr <- mean(ranges)
  if (screen) amr <- mean(ranges[ranges < 3.267 * amr])
  list(mean = centre, amr = amr,
       lower = centre - 2.66 * amr, near_lower = centre - 2 / 3 * 2.66 * amr,
       near_upper = centre + 2 / 3 * 2.66 * amr, upper = centre + 2.66 * amr)
}

segment_labels <- function(y, lines) {
  n <- length(y)
  side <- ifelse(is.na(y), 0, sign(y - lines$mean))
  outside <- !is.na(y) & (y > lines$upper | y < lines$lower)
  close <- !is.na(y) & !outside & (y > lines$near_upper | y < lines$near_lower)
  label <- rep("common cause", n)
  label[is.na(y)] <- "missing"
  # The weakest rule first: what comes later overwrites it.
  for (i in seq_len(n)) if (i >= 7) {
    w <- (i - 6):i
    if (all(side[w] == 1)) label[w] <- "part of a shift above the mean"
    if (all(side[w] == -1)) label[w] <- "part of a shift below the mean"
  }
  for (i in seq_len(n)) if (i >= 3) {
    w <- (i - 2):i
    if (sum(close[w]) >= 2 && abs(sum(side[w])) == 3)
      for (j in w) if (close[j])
        label[j] <- if (side[j] > 0) "two in three near the upper limit" else "two in three near the lower limit"
  }
  for (i in seq_len(n)) if (i >= 7) {
    w <- (i - 6):i
    steps <- diff(y[w])
    if (!anyNA(steps)) {
      if (all(steps > 0)) label[w] <- "part of a rising trend"
      if (all(steps < 0)) label[w] <- "part of a falling trend"
    }
  }
  for (i in seq_len(n)) if (outside[i])
    label[i] <- if (y[i] > lines$upper) "above the upper limit" else "below the lower limit"
  label
}

type_of <- function(label, direction) {
  high <- grepl("above|rising|upper", label)
  ifelse(label %in% c("common cause", "missing"), label,
    ifelse(rep(direction == "neither", length(label)), ifelse(high, "neutral, high", "neutral, low"),
      ifelse(high == (direction == "increase"), "improvement", "concern")))
}

assurance_of <- function(lines, target, direction) {
  if (is.null(target) || direction == "neither") return(NULL)
  if (target > lines$upper) return(if (direction == "increase") "will miss the target" else "will meet the target")
  if (target < lines$lower) return(if (direction == "increase") "will meet the target" else "will miss the target")
  "will hit and miss the target"
}

xmr_case <- function(name, y, direction = "increase", target = NULL, fix = NULL, rebase = c(), screen = TRUE) {
  starts <- c(0, rebase)
  ends <- c(rebase, length(y))
  segments <- list()
  labels <- c()
  for (s in seq_along(starts)) {
    part <- y[(starts[s] + 1):ends[s]]
    lines <- segment_lines(part, fix, screen)
    segments[[s]] <- lapply(lines, unbox)
    labels <- c(labels, segment_labels(part, lines))
  }
  types <- type_of(labels, direction)
  last <- max(which(!is.na(y)))
  list(name = unbox(name), values = y, direction = unbox(direction),
       target = if (is.null(target)) NULL else unbox(target),
       fix_after = if (is.null(fix)) NULL else unbox(fix),
       rebase_at = I(as.integer(rebase)), screen = unbox(screen),
       segments = segments, labels = labels, types = types, variation = unbox(types[last]),
       assurance = { a <- assurance_of(lines, target, direction); if (is.null(a)) NULL else unbox(a) })
}

noise <- function(n, mean = 70, sd = 5) round(rnorm(n, mean, sd), 2)
outlier <- noise(24); outlier[10] <- 110
gaps <- noise(30); gaps[c(4, 11, 12, 25)] <- NA
trend <- noise(20); trend[9:16] <- round(60 + 1.5 * (1:8) + runif(8, 0, .5), 2)
falling <- noise(26, 90, 3); falling[15:22] <- round(99 - 1.2 * (1:8) - runif(8, 0, .3), 2)
peak <- c(noise(6, 65, 2), 60, 62, 64, 66, 68, 70, 72, 71, 69, 67, 65, 63, 61, noise(6, 65, 2))
near <- noise(24, 50, 1); near[8:10] <- c(53.1, 51.5, 53.2)
across <- c(noise(12), 60 + 1:4, 64.5 + 1:4, noise(12))
counts <- rpois(24, 6)
xmr <- list(
  xmr_case("steady", noise(24)),
  xmr_case("steady, longer", noise(60, 92, 1.5), target = 95),
  xmr_case("steady, out of reach", noise(30, 80, 2), target = 99),
  xmr_case("steady, safely met", noise(30, 80, 2), target = 60),
  xmr_case("lower is better", noise(24, 12, 2), "decrease", target = 25),
  xmr_case("lower is better, out of reach", noise(24, 12, 2), "decrease", target = 1),
  xmr_case("no direction", c(noise(14), noise(10, 82, 4)), "neither"),
  xmr_case("shift up", c(noise(14), noise(10, 80, 5))),
  xmr_case("shift down", c(noise(12), noise(12, 60, 5))),
  xmr_case("one outlier, screened", outlier),
  xmr_case("one outlier, not screened", outlier, screen = FALSE),
  xmr_case("gaps", gaps),
  xmr_case("gaps, not screened", gaps, screen = FALSE),
  xmr_case("rising trend", trend),
  xmr_case("falling trend above the mean", falling),
  xmr_case("falling trend, lower is better", falling, "decrease"),
  xmr_case("two trends share a turning point", peak),
  xmr_case("two in three", near),
  xmr_case("two in three, mirrored", 100 - near),
  xmr_case("frozen after 12", c(noise(12), noise(12, 76, 5)), fix = 12),
  xmr_case("frozen after 20", c(noise(20), noise(20, 66, 5)), "decrease", fix = 20),
  xmr_case("frozen with gaps", { y <- c(noise(15), noise(9, 75)); y[c(3, 8)] <- NA; y }, fix = 13),
  xmr_case("one rebase", c(noise(15), noise(15, 85, 4)), rebase = c(15), target = 80),
  xmr_case("two rebases", c(noise(13), noise(14, 60, 3), noise(20, 90, 2)), rebase = c(13, 27)),
  xmr_case("a trend that a rebase cuts in two", across, rebase = c(16)),
  xmr_case("the same trend uncut", across),
  xmr_case("a signal in each segment", c(noise(8), noise(8, 55), noise(9, 90, 2), 70, noise(8, 96, 2)), rebase = c(16)),
  xmr_case("rebase and freeze", c(noise(16), noise(20, 80, 3)), rebase = c(16), fix = 12),
  xmr_case("counts with ties", counts, "decrease"),
  xmr_case("marks out of five", round(runif(30, 1, 5)), target = 3),
  xmr_case("small numbers", round(rnorm(25, .004, .001), 6)),
  xmr_case("negative numbers", noise(25, -20, 6), "decrease"),
  xmr_case("random walk", round(cumsum(rnorm(60)), 2)),
  xmr_case("thirteen points", noise(13))
)

# --- Run charts ------------------------------------------------------------------------------

runs_case <- function(name, y, baseline = NULL, centre = NULL) {
  middle <- if (!is.null(centre)) centre else median(if (is.null(baseline)) y else y[seq_len(baseline)], na.rm = TRUE)
  useful <- y[!is.na(y) & y != middle]
  n <- length(useful)
  longest <- 0; run <- 0; crossings <- 0
  for (i in seq_len(n)) {
    same <- i > 1 && (useful[i] > middle) == (useful[i - 1] > middle)
    if (i > 1 && !same) crossings <- crossings + 1
    run <- if (same) run + 1 else 1
    longest <- max(longest, run)
  }
  allowed <- round(log2(n)) + 3
  expected <- qbinom(0.05, n - 1, 0.5)
  list(name = name, values = I(y), baseline = baseline, centre_given = centre, centre = middle, useful = n,
       longest = longest, allowed = allowed, crossings = crossings, expected = expected,
       long = longest > allowed, few = crossings < expected)
}

holes <- noise(24); holes[c(2, 9, 17)] <- NA
runs <- list(
  runs_case("steady", noise(12)), runs_case("steady, ten", noise(10)), runs_case("steady, 24", noise(24)),
  runs_case("steady, 100", noise(100)), runs_case("shift", c(noise(12), noise(12, 85, 5))),
  runs_case("shift, frozen", c(noise(12), noise(12, 80, 5)), baseline = 12),
  runs_case("no shift, frozen", noise(24), baseline = 12),
  runs_case("frozen on eight", c(noise(8), noise(12, 60, 5)), baseline = 8),
  runs_case("frozen with gaps", holes, baseline = 10),
  runs_case("gaps", holes), runs_case("ties with the median", round(runif(30, 1, 5))),
  runs_case("ties, frozen", round(runif(26, 1, 7)), baseline = 13),
  runs_case("random walk", round(cumsum(rnorm(50)), 2)),
  runs_case("zigzag", rep(c(40, 60), 12)), runs_case("given centre", noise(20), centre = 72),
  runs_case("given centre, tied", round(noise(20)), centre = 70),
  runs_case("slow wave", round(70 + 5 * sin(1:40 / 4) + rnorm(40), 2)),
  runs_case("two levels", c(rep(c(10, 11), 8), rep(c(20, 21), 8)))
)

run_rules <- lapply(10:100, function(n)
  list(useful = n, allowed = round(log2(n)) + 3, expected = qbinom(0.05, n - 1, 0.5)))

# --- p, u and p' charts ----------------------------------------------------------------------

attribute_case <- function(name, kind, x, n) {
  y <- x / n
  centre <- sum(x) / sum(n)
  s <- if (kind == "u") sqrt(centre / n) else sqrt(centre * (1 - centre) / n)
  spread <- 1
  if (kind == "p'") {
    z <- (y - centre) / s
    moves <- abs(diff(z))
    spread <- mean(moves[moves < 3.267 * mean(moves)]) / 1.128
  }
  list(name = name, kind = kind, counts = x, sizes = n, centre = centre, spread = spread,
       lower = pmax(0, centre - 3 * s * spread),
       upper = if (kind == "u") centre + 3 * s else pmin(1, centre + 3 * s * spread))
}

sizes <- sample(20:40, 20, replace = TRUE)
big <- sample(900:1100, 24, replace = TRUE)
attributes <- list(
  attribute_case("observed as intended", "p", rbinom(20, sizes, .8), sizes),
  attribute_case("nearly all", "p", rbinom(20, sizes, .97), sizes),
  attribute_case("attendance", "p'", rbinom(24, big, pmin(.99, pmax(.8, rnorm(24, .93, .02)))), big),
  attribute_case("attendance, no more than chance", "p'", rbinom(24, big, .93), big),
  attribute_case("incidents per week", "u", rpois(20, 4), sample(4:5, 20, replace = TRUE)),
  attribute_case("rare incidents", "u", rpois(20, .6), round(runif(20, .5, 1.5), 2))
)

write(toJSON(list(
  made_with = list(R = as.character(getRversion()), jsonlite = as.character(packageVersion("jsonlite"))),
  xmr = xmr, runs = lapply(runs, lapply, function(v) if (length(v) == 1 && !inherits(v, "AsIs")) unbox(v) else v),
  run_rules = lapply(run_rules, lapply, unbox),
  attributes = lapply(attributes, lapply, function(v) if (length(v) == 1) unbox(v) else v)
), digits = NA, null = "null", na = "null"), "time_series.json")
