package org.lodewatch.core.policy;

import java.util.List;
import org.lodewatch.schemas.messages.DependenceAlert;

/**
 * What is to be published of one alert.
 *
 * @param transitions those that lead from the published history to the present one, in order; none if only the status changes
 * @param status the last transition with the standing history and the current figure
 * @param isVisible whether the status differs for readers; otherwise only for the next judgement
 */
public record AlertChange(List<DependenceAlert> transitions, DependenceAlert status, boolean isVisible) {}
