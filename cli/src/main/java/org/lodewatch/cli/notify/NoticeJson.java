package org.lodewatch.cli.notify;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.lodewatch.cli.alerts.AlertNotice;
import org.lodewatch.service.api.AlertJson;

/**
 * A notice as a JSON object: the document of its first alert and, if there are others, two more fields.
 *
 * @param notice the sentence that names all subjects; left out for a single alert
 * @param with the documents of the other alerts; left out for a single alert
 */
record NoticeJson(
        @JsonUnwrapped AlertJson alert,
        @JsonInclude(JsonInclude.Include.NON_NULL) String notice,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<AlertJson> with) {

    static NoticeJson of(AlertNotice notice) {
        return new NoticeJson(
                AlertJson.of(notice.lead()),
                notice.others().isEmpty() ? null : notice.sentence(),
                notice.others().stream().map(AlertJson::of).toList());
    }
}
