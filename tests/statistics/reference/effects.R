# Writes effects.json: effect sizes, changes, adjusted differences, Wilson intervals and kappas.
#
#   Rscript effects.R     (R 4.2.2, metafor 3.8-1, effectsize 0.8.3, psych 2.2.9, jsonlite 1.8.4)
#
# effectsize finds its non-central t interval with optim(), to about four decimals; the interval is
# therefore also found here with uniroot() on R's own pt(), to twelve.

suppressPackageStartupMessages({library(jsonlite); library(metafor); library(effectsize); library(psych)})
set.seed(20261124)

nct_interval <- function(d, n1, n2) {
  unit <- sqrt(1 / n1 + 1 / n2); t <- d / unit; df <- n1 + n2 - 2
  solve <- function(p) uniroot(function(ncp) suppressWarnings(pt(t, df, ncp)) - p, c(t - 12, t + 12), tol = 1e-13, maxiter = 10000)$root
  exp(lgamma(df / 2) - lgamma((df - 1) / 2)) / sqrt(df / 2) * unit * c(solve(.975), solve(.025))
}

two_groups <- function(n1, n2, shift, sd2 = 10) {
  a <- round(rnorm(n1, 100 + shift, 10), 1); b <- round(rnorm(n2, 100, sd2), 1)
  es <- escalc("SMD", m1i = mean(a), sd1i = sd(a), n1i = n1, m2i = mean(b), sd2i = sd(b), n2i = n2, vtype = "LS")
  hg <- effectsize::hedges_g(a, b, pooled_sd = TRUE, ci = .95)
  welch <- t.test(a, b)
  exact <- nct_interval(effectsize::cohens_d(a, b)$Cohens_d, n1, n2)
  list(first = a, second = b, g = es$yi[1], variance = es$vi[1], g_effectsize = hg$Hedges_g,
       low_effectsize = hg$CI_low, high_effectsize = hg$CI_high, low = exact[1], high = exact[2],
       difference = unname(welch$estimate[1] - welch$estimate[2]), welch_low = welch$conf.int[1],
       welch_high = welch$conf.int[2], welch_df = unname(welch$parameter))
}

hedges <- mapply(two_groups, c(4, 5, 6, 8, 10, 12, 12, 12, 15, 20, 25, 30, 30, 45, 60, 100, 3, 40, 12, 28, 200, 7),
  c(4, 7, 6, 8, 9, 12, 12, 14, 30, 20, 22, 30, 31, 50, 60, 100, 3, 12, 60, 29, 180, 11),
  c(0, 5, 12, -8, 3, 5, 0, 20, -15, 2, 4, 1, 6, -3, 2, 1, 10, 30, -25, 0, 3, 45),
  c(10, 8, 12, 10, 5, 10, 10, 10, 15, 10, 10, 20, 10, 10, 12, 10, 10, 8, 10, 10, 10, 9), SIMPLIFY = FALSE)

one_group <- function(n, rise, noise) {
  pre <- round(rnorm(n, 95, 12), 1); post <- round(pre + rise + rnorm(n, 0, noise), 1)
  # metafor standardises by the first standard deviation given, so the test before goes there.
  es <- escalc("SMCR", m1i = mean(post), m2i = mean(pre), sd1i = sd(pre), ni = n, ri = cor(pre, post))
  t <- t.test(post, pre, paired = TRUE)
  list(before = pre, after = post, g = es$yi[1], variance = es$vi[1], r = cor(pre, post),
       change = unname(t$estimate), low = t$conf.int[1], high = t$conf.int[2])
}
paired <- mapply(one_group, c(3, 5, 8, 12, 12, 20, 30, 60, 100, 4), c(2, 5, 0, 8, -4, 3, 6, 1, 2, 30),
  c(3, 4, 8, 4, 6, 20, 5, 9, 12, 2), SIMPLIFY = FALSE)

compared <- function(n1, n2, effect, gap, noise) {
  x1 <- round(rnorm(n1, 100 + gap, 10), 1); x2 <- round(rnorm(n2, 100, 10), 1)
  y1 <- round(20 + .8 * x1 + effect + rnorm(n1, 0, noise), 1); y2 <- round(20 + .8 * x2 + rnorm(n2, 0, noise), 1)
  d <- data.frame(y = c(y1, y2), x = c(x1, x2), group = rep(1:0, c(n1, n2)))
  fit <- lm(y ~ group + x, d)
  ci <- confint(fit)["group", ]
  df <- n1 + n2 - 2
  J <- metafor:::.cmicalc(df)
  sp <- function(a, b) sqrt(((n1 - 1) * var(a) + (n2 - 1) * var(b)) / df)
  # Morris (2008) from its definition; the correlation pooled within groups, as residuals of means.
  r <- cor(residuals(lm(x ~ group, d)), residuals(lm(y ~ group, d)))
  m <- J * ((mean(y1) - mean(x1)) - (mean(y2) - mean(x2))) / sp(x1, x2)
  list(x1 = x1, y1 = y1, x2 = x2, y2 = y2, b = unname(coef(fit)["group"]), slope = unname(coef(fit)["x"]),
       se = summary(fit)$coefficients["group", 2], low = unname(ci[1]), high = unname(ci[2]), sd_after = sp(y1, y2),
       g = unname(J * coef(fit)["group"] / sp(y1, y2)), r = r, dppc2 = m,
       dppc2_variance = 2 * (1 - r) * (1 / n1 + 1 / n2) + m^2 / (2 * (n1 + n2)),
       gap = escalc("SMD", m1i = mean(x1), sd1i = sd(x1), n1i = n1, m2i = mean(x2), sd2i = sd(x2), n2i = n2)$yi[1])
}
comparisons <- mapply(compared, c(3, 6, 12, 12, 25, 30, 60, 100), c(3, 8, 12, 10, 28, 30, 55, 100),
  c(5, 0, 4, -6, 2, 8, 1, 3), c(0, 2, 8, 0, -3, 1, 0, 4), c(5, 6, 5, 5, 9, 7, 8, 6), SIMPLIFY = FALSE)

wilson <- lapply(list(c(0, 5), c(1, 5), c(5, 5), c(8, 8), c(7, 8), c(8, 10), c(9, 10), c(12, 15), c(13, 15), c(16, 20), c(45, 60), c(1, 400)), function(k) {
  two <- prop.test(k[1], k[2], correct = FALSE)$conf.int; ninety <- prop.test(k[1], k[2], correct = FALSE, conf.level = .9)$conf.int
  one <- prop.test(k[1], k[2], correct = FALSE, alternative = "greater")$conf.int
  list(x = k[1], n = k[2], low = two[1], high = two[2], low90 = ninety[1], high90 = ninety[2], one_sided = one[1])
})
J <- lapply(c(2, 3, 4, 5, 10, 22, 58, 198, 1000), function(df) list(df = df, J = metafor:::.cmicalc(df)))

kappa_case <- function(n, agree) {
  a <- sample(1:3, n, TRUE, c(.2, .3, .5)); b <- ifelse(runif(n) < agree, a, sample(1:3, n, TRUE))
  a[1:3] <- 1:3; b[1:3] <- 1:3 # so that psych sees every level
  k <- suppressWarnings(cohen.kappa(cbind(a, b)))
  list(a = a, b = b, kappa = k$kappa, weighted = k$weighted.kappa, agreed = mean(a == b))
}
kappas <- mapply(kappa_case, c(12, 20, 30, 50, 100, 40), c(.9, .7, .5, .8, .3, 0), SIMPLIFY = FALSE)

flat <- function(case) lapply(case, function(v) if (length(v) == 1) unbox(v) else v)
write(toJSON(list(
  made_with = flat(c(list(R = as.character(getRversion())),
    sapply(c("metafor", "effectsize", "psych", "jsonlite"), function(p) as.character(packageVersion(p)), simplify = FALSE))),
  hedges = lapply(hedges, flat), paired = lapply(paired, flat), comparisons = lapply(comparisons, flat),
  wilson = lapply(wilson, flat), small_sample_factor = lapply(J, flat), kappas = lapply(kappas, flat)
), digits = NA), "effects.json")
