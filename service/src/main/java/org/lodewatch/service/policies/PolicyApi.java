package org.lodewatch.service.policies;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.lodewatch.core.backtest.BacktestCase;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.service.Json;
import org.lodewatch.service.OpenRoute;
import org.lodewatch.service.QueryParameters;
import org.lodewatch.service.api.PolicyChanges;
import org.lodewatch.service.api.PolicyDocument;
import org.lodewatch.service.api.PolicyJson;
import org.lodewatch.service.api.PolicyReview;
import org.lodewatch.service.api.PublishedState;
import org.lodewatch.service.backtest.PublishedBacktest;

/** {@code /api/policies}: the policies, what each has raised, and changes of them, which can be previewed. */
public final class PolicyApi implements Consumer<RoutesConfig> {

    /** The months of activity that are reported unless the request names another number. */
    private static final int MONTHS = 72;

    private final PublishedState published;
    private final PublishedBacktest backtest;
    private final Supplier<PolicyReview> review;
    private final PolicyChanges changes;

    /** @param review reads the names that policies may select */
    public PolicyApi(
            PublishedState published,
            PublishedBacktest backtest,
            Supplier<PolicyReview> review,
            PolicyChanges changes) {
        this.published = published;
        this.backtest = backtest;
        this.review = review;
        this.changes = changes;
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/api/policies", QueryParameters.none(this::list));
        routes.get("/api/policies/activity", this::activity);
        routes.put("/api/policies/{id}", this::apply, OpenRoute.PREVIEWS);
        routes.delete("/api/policies/{id}", this::delete, OpenRoute.PREVIEWS);
    }

    private void list(Context request) {
        answer(
                request,
                published.policies().values().stream().map(PolicyJson::of).toList());
    }

    private void activity(Context request) {
        QueryParameters.requireOnly(request, List.of("months"));
        int months = QueryParameters.count(request, "months", MONTHS);
        if (months == 0) {
            throw new BadRequestResponse("months is 0, but must be a number from 1 to 999");
        }
        List<DependenceAlert> alerts = published.statuses();
        answer(
                request,
                published.policies().values().stream()
                        .map(policy -> PolicyActivity.of(policy, published.months(), alerts, months))
                        .map(PolicyActivityJson::of)
                        .toList());
    }

    private void apply(Context request) {
        QueryParameters.requireOnly(request, List.of("force", "preview"));
        DependencePolicy wanted = policy(request);
        boolean isForced = request.queryParam("force") != null;
        PolicyReview names = review.get();
        if (!isForced) {
            names.require(List.of(wanted), "the parameter force");
        }
        if (OpenRoute.isPreview(request)) {
            Optional<DependencePolicy> present =
                    Optional.ofNullable(published.policies().get(wanted.getId()));
            DependencePolicy next =
                    Policies.successor(wanted, present).or(() -> present).orElseThrow();
            answer(
                    request,
                    PolicyPreviewJson.ofPolicy(
                            backtest.compare(BacktestCase.replacement(next, present)), present, names.doubts(wanted)));
        } else {
            answer(request, PolicyJson.of(changes.apply(wanted)));
        }
    }

    /** The policy of the body, if it is that of the path. */
    private static DependencePolicy policy(Context request) {
        String id = request.pathParam("id");
        List<DependencePolicy> policies = new PolicyDocument("the body", request.bodyAsBytes()).read();
        if (policies.size() != 1 || !policies.get(0).getId().equals(id)) {
            throw new BadRequestResponse("the path names policy %s, the body has %s: send that one alone"
                    .formatted(
                            id, policies.stream().map(DependencePolicy::getId).toList()));
        }
        return policies.get(0);
    }

    private void delete(Context request) {
        QueryParameters.requireOnly(request, List.of("preview"));
        String id = request.pathParam("id");
        DependencePolicy present = published.policies().get(id);
        if (present == null) {
            throw missing(id);
        }
        if (OpenRoute.isPreview(request)) {
            answer(request, PolicyPreviewJson.ofDeletion(backtest.compare(BacktestCase.deletion(present)), present));
            return;
        }
        if (!changes.delete(id)) {
            throw missing(id);
        }
        request.status(HttpStatus.NO_CONTENT);
    }

    private NotFoundResponse missing(String id) {
        return new NotFoundResponse("there is no policy %s: the policies are %s"
                .formatted(id, String.join(", ", published.policies().keySet())));
    }

    private static void answer(Context request, Object document) {
        request.contentType(ContentType.APPLICATION_JSON).result(Json.line(document));
    }
}
